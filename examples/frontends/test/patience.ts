import { configure } from '@testing-library/react';

// A server that has just started plans each question first.
configure({ asyncUtilTimeout: 60_000 });

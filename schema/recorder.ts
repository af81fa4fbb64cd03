import { hasRole } from '../src/auth/caller.ts';
import type { Recorder } from '../src/auth/recorders.ts';
import { builder } from './builder.ts';
import { ClaimRef } from './refs.ts';

export const RecorderRef = builder.objectRef<Recorder>('Recorder').implement({
  description: 'Whose token recorded something.',
  fields: (t) => ({
    tokenId: t.exposeID('id', {
      nullable: false,
      description: 'The token’s id, as `steppe token list` shows it; it is no secret.',
    }),
    name: t.exposeString('name', { nullable: false, description: 'The token’s name.' }),
  }),
});

builder.objectField(ClaimRef, 'recordedBy', (t) =>
  t.field({
    type: RecorderRef,
    description: 'Who recorded it. Only admins are told; null also for what came with a file.',
    resolve: ({ id }, _, { caller, now }) =>
      hasRole(caller, 'admin') ? now.loaders.recorders.load({}, id) : null,
  }),
);

import type { ReactNode } from 'react';

/** A figure as the server has it: `amount`, or for a RANGE `lower` and `upper`. */
export interface Figure {
  readonly amount?: string | null;
  readonly lower?: string | null;
  readonly upper?: string | null;
  readonly bound: string;
  readonly unit: string;
}

const words: Readonly<Record<string, string>> = {
  APPROXIMATE: 'around ',
  AT_LEAST: 'at least ',
  AT_MOST: 'up to ',
};

/** The digits stay as they came: as a number, some would be lost. */
export function figureText({ amount, lower, upper, bound, unit }: Figure): string {
  return bound === 'RANGE' ? `${lower} to ${upper} ${unit}` : `${words[bound] ?? ''}${amount} ${unit}`;
}

interface InvestmentItemProps {
  readonly target: string;
  readonly figure: Figure | null | undefined;
  readonly period: string | null | undefined;
  readonly isDisputed: boolean;
  /** Who says so: a `ClaimItem` for each claim. */
  readonly children: ReactNode;
}

export function InvestmentItem({ target, figure, period, isDisputed, children }: InvestmentItemProps) {
  return (
    <li>
      <b>{target}</b>
      {figure && `: ${figureText(figure)}`}
      {period && ` (${period})`}
      {isDisputed && <span className="disputed"> Sources disagree.</span>}
      {children}
    </li>
  );
}

interface ClaimItemProps {
  readonly quote: string | null | undefined;
  readonly title: string | null | undefined;
  readonly publisher: string | null | undefined;
}

export function ClaimItem({ quote, title, publisher }: ClaimItemProps) {
  return (
    <blockquote>
      {quote && `“${quote}” — `}
      <cite>{title ?? 'a source without a title'}</cite>
      {publisher && `, ${publisher}`}
    </blockquote>
  );
}

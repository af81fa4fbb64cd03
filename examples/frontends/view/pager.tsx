interface PagerProps {
  readonly shown: number;
  readonly total: number;
  readonly isLoading: boolean;
  /** Null where there is nothing before what is shown. */
  readonly onNewer: (() => void) | null;
  /** Null where there is nothing after what is shown. */
  readonly onOlder: (() => void) | null;
  readonly onRefresh: () => void;
}

export function Pager({ shown, total, isLoading, onNewer, onOlder, onRefresh }: PagerProps) {
  return (
    <p>
      {shown} of {total}{' '}
      {onNewer && (
        <button type="button" disabled={isLoading} onClick={onNewer}>
          Newer
        </button>
      )}
      {onOlder && (
        <button type="button" disabled={isLoading} onClick={onOlder}>
          Older
        </button>
      )}
      <button type="button" disabled={isLoading} onClick={onRefresh}>
        Refresh
      </button>
    </p>
  );
}

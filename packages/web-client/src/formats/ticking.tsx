import { clock, isoDuration, secondsSince } from './durations.js';
import { useNow } from './use-now.js';

/** How long something lasts already, counting up. Not announced every second: role timer has no live announcements. */
export function Ticking({ since, className }: { readonly since: string; readonly className?: string | undefined }) {
  const seconds = secondsSince(since, useNow());
  return (
    <time role="timer" dateTime={isoDuration(seconds)} className={className ? `ticking ${className}` : 'ticking'}>
      {clock(seconds)}
    </time>
  );
}

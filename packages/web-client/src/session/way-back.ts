/** Where to sign in so that one returns to `from` afterwards. */
export function signInAddress(from: string): string {
  return from === '/' ? '/sign-in' : `/sign-in?back=${encodeURIComponent(from)}`;
}

/** Only paths of this site: `//evil.example` and `https:…` would lead away (open redirect, CWE-601). */
export function wayBack(back: string | null): string {
  if (back === null || !/^\/(?![/\\])/.test(back) || back.startsWith('/sign-in')) return '/';
  return back;
}

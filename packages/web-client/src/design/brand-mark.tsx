/** The tenor: an open mouth that is also a C, and his bow tie. */
export function BrandMark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#5d274c" />
      <path d="M21.2 8.2A7.2 7.2 0 1 0 21.2 16.8" fill="none" stroke="#fff" strokeWidth="3.2" strokeLinecap="round" />
      <path d="M16 24.2 9.6 21v6.4zM16 24.2l6.4-3.2v6.4z" fill="#e9b44c" />
    </svg>
  );
}

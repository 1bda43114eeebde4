/** The value the server wrote into the page; style tags made at run time must carry it (Content-Security-Policy level 3, nonce-source). */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/** react-remove-scroll (inside Mantine's drawers) asks for the nonce by this global name (package get-nonce). */
export function shareNonce(nonce: string): void {
  Object.assign(globalThis, { __webpack_nonce__: nonce });
}

/** Something that happens once; who listens late is told at once. */
export class Happening<T> {
  readonly #listeners = new Set<(value: T) => void>();
  #happened: { readonly value: T } | undefined;

  readonly on = (listener: (value: T) => void): void => {
    if (this.#happened === undefined) this.#listeners.add(listener);
    else listener(this.#happened.value);
  };

  /** A second time is ignored. */
  tell(value: T): void {
    if (this.#happened !== undefined) return;
    this.#happened = { value };
    for (const listener of this.#listeners) listener(value);
    this.#listeners.clear();
  }
}

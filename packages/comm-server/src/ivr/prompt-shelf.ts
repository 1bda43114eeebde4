import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@caruso/core-service-manager/contract';

export interface SpokenPrompt {
  readonly prompt: string;
  readonly text: string;
}

// A prompt's name comes from a script's ids; it must not lead out of the folder.
const safeName = /^[\w.-]+$/;

/** The application's recordings: `prompts/LANGUAGE/NAME.wav`. A missing one is said once and left out. */
export class PromptShelf {
  readonly #missing = new Set<string>();

  /** `folder`: the application's `prompts`. */
  constructor(
    private readonly folder: string,
    private readonly log: Logger,
  ) {}

  async files(language: string, prompts: readonly SpokenPrompt[]): Promise<readonly string[]> {
    const found = await Promise.all(prompts.map((prompt) => this.#file(language, prompt)));
    return found.filter((file) => file !== undefined);
  }

  /** The hold music and the like, in the folder itself; undefined when it is not there. */
  async common(name: string): Promise<string | undefined> {
    return await this.#existing(join(this.folder, name), { file: name });
  }

  async #file(language: string, { prompt, text }: SpokenPrompt): Promise<string | undefined> {
    if (!safeName.test(language) || !safeName.test(prompt)) return undefined;
    return await this.#existing(join(this.folder, language, `${prompt}.wav`), { prompt, language, text });
  }

  async #existing(file: string, what: object): Promise<string | undefined> {
    try {
      await access(file);
      return file;
    } catch {
      if (!this.#missing.has(file)) {
        this.#missing.add(file);
        this.log.error(
          { ...what, file },
          'A recording is missing: callers hear nothing in its place. Record it as this file',
        );
      }
      return undefined;
    }
  }
}

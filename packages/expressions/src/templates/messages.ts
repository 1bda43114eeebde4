interface Messages {
  readonly yes: string;
  readonly no: string;
}

const english: Messages = { yes: 'yes', no: 'no' };

const catalogue: Readonly<Record<string, Messages>> = {
  en: english,
  pt: { yes: 'sim', no: 'não' },
};

/** The words of a language; English for one that has none here. */
export function messagesOf(language: string): Messages {
  const main = language.split('-')[0] ?? '';
  return (Object.hasOwn(catalogue, main) ? catalogue[main] : undefined) ?? english;
}

interface Purpose {
  readonly remittance: string | null;
  readonly endToEndId: string | null;
  readonly mandateId: string | null;
}

/** The identifiers of SEPA payments within a purpose, by the German DFÜ agreement, appendix 3: `EREF+…SVWZ+…`. */
export function purposeParts(purpose: string): Purpose {
  const marks = [...purpose.matchAll(/(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP)\+/g)];
  const value = (code: string) => {
    const index = marks.findIndex((mark) => mark[1] === code);
    const mark = marks[index];
    if (mark === undefined) return undefined;
    return purpose.slice(mark.index + mark[0].length, marks[index + 1]?.index).trim() || undefined;
  };
  return {
    remittance: (marks.length === 0 ? purpose.trim() : value('SVWZ')) || null,
    endToEndId: value('EREF') ?? null,
    mandateId: value('MREF') ?? null,
  };
}

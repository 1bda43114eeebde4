import { createHash } from 'node:crypto';

/** The subjects of one application; docs/transports.md describes them for clients in other languages. */
export interface Subjects {
  /** Announcements and good-byes, one subject per sender. */
  announce(from: string): string;
  /** What asks something of a process. */
  requests(to: string, from: string): string;
  /** What answers or goes on with something a process asked for. */
  answers(to: string, from: string): string;
  /** Where the server says that nobody listens (status 503), by receiver and numbers of the first and the last call, `<first>-<last>`. */
  notDelivered(to: string, receiver: string, calls: string): string;
  /** For clients without Caruso: an operation of whichever process provides it. */
  endpoint(contractId: string, major: number, member: string): string;
}

export function createSubjects(application: string): Subjects {
  const base = `caruso.${subjectToken(application)}`;
  return {
    announce: (from) => `${base}.announce.${from}`,
    requests: (to, from) => `${base}.process.${to}.c.${from}`,
    answers: (to, from) => `${base}.process.${to}.a.${from}`,
    notDelivered: (to, receiver, calls) => `${base}.process.${to}.n.${receiver}.${calls}`,
    endpoint: (contractId, major, member) => `${base}.service.${subjectToken(contractId)}.v${major}.${member}`,
  };
}

const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

export function isSubjectToken(text: string): boolean {
  return TOKEN.test(text);
}

/** A name as one part of a subject; one that has to be changed for it gets a hash, so that different names stay different. */
export function subjectToken(name: string): string {
  if (isSubjectToken(name)) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.replaceAll(/[^A-Za-z0-9_-]/g, '_').slice(0, 48)}_${hash}`;
}

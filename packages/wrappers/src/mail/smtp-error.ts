import { CarusoError } from '@caruso/core-service-manager/contract';

/** What nodemailer adds to an Error. */
interface SmtpFailure {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message: string;
}

/**
 * Only a permanent refusal (RFC 5321 4.2.1: 5yz) of this receiver or this message is `invalid`. All else may pass when
 * the server, the network or our settings are put right, so it is `unavailable` and worth another attempt.
 */
export function smtpError(thrown: unknown, server: string, to: string): CarusoError {
  const failure = (thrown instanceof Error ? thrown : { message: String(thrown) }) as SmtpFailure;
  const { code, command = '', responseCode, response } = failure;
  const details = {
    server,
    ...(response === undefined ? {} : { reply: response }),
    ...(responseCode === undefined ? {} : { replyCode: responseCode }),
  };
  const error = (kind: 'invalid' | 'unavailable', message: string): CarusoError =>
    new CarusoError(kind, `${message}: ${response ?? failure.message}`, details, { cause: thrown });

  const permanent = responseCode !== undefined && responseCode >= 500;
  if (code === 'EAUTH') return error('unavailable', `The mail server ${server} does not accept our sign-in`);
  if (permanent && code === 'EENVELOPE' && command === 'RCPT TO') {
    return error('invalid', `The mail server ${server} refuses the address ${to}`);
  }
  if (permanent && code === 'EENVELOPE')
    return error('unavailable', `The mail server ${server} refuses our sender address`);
  if (permanent && code === 'EMESSAGE') return error('invalid', `The mail server ${server} refuses the message`);
  if (responseCode !== undefined) return error('unavailable', `The mail server ${server} cannot take the message now`);
  return error('unavailable', `The mail server ${server} does not answer`);
}

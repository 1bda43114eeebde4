import { CarusoError, asCarusoError, isCarusoError } from '@caruso/core-service-manager/contract';
import { createClientAsync } from 'soap';
import type { Client, IHttpClient } from 'soap';
import { KEPT_AS_TEXT } from './xsd-simple.js';
import type { WsdlSource } from './wsdl-source.js';

/** Sends an envelope; the library's own client would follow redirections, without limits of time and size. */
export type SendEnvelope = (
  url: string,
  envelope: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly text: string }>;

/**
 * The library's client of a WSDL; nothing is loaded but through `source`, nothing sent but through `send`.
 * @throws CarusoError `invalid` that says what is wrong with the WSDL.
 */
export async function loadWsdl(
  source: WsdlSource,
  soapVersion: '1.1' | '1.2',
  endpoint: string | undefined,
  send: SendEnvelope,
): Promise<Client> {
  const asText = Object.fromEntries(KEPT_AS_TEXT.map((type) => [type, (text: string) => text]));
  const options = {
    disableCache: true,
    httpClient: httpClient(source, send),
    customDeserializer: asText,
    forceSoap12Headers: soapVersion === '1.2',
  };
  try {
    return await createClientAsync(source.address, options, endpoint);
  } catch (thrown) {
    if (isCarusoError(thrown)) throw thrown;
    const message = thrown instanceof Error ? thrown.message : JSON.stringify(thrown);
    throw new CarusoError('invalid', `The WSDL cannot be used: ${message}`, {}, { cause: thrown });
  }
}

type Callback = Parameters<IHttpClient['request']>[2];

function httpClient(source: WsdlSource, send: SendEnvelope): IHttpClient {
  const request = (url: string, envelope: unknown, callback: Callback, headers: unknown, options: unknown): void => {
    const asked =
      typeof envelope === 'string'
        ? send(url, envelope, textHeaders(headers), signalOf(options))
        : source.read(url).then((text) => ({ status: 200, text }));
    // Out of the promise, so that what the library throws in its callback is not taken for a failed request.
    asked.then(
      ({ status, text }) =>
        setImmediate(() => safely(callback, () => callback(null, { status, headers: {}, data: text }, text))),
      (thrown: unknown) => setImmediate(() => callback(thrown)),
    );
  };
  return { request: request as unknown as IHttpClient['request'] };
}

/** The library throws at some documents instead of telling its callback. */
function safely(callback: Callback, task: () => void): void {
  try {
    task();
  } catch (thrown) {
    callback(asCarusoError(thrown));
  }
}

function textHeaders(headers: unknown): Readonly<Record<string, string>> {
  const entries = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function signalOf(options: unknown): AbortSignal {
  const signal = typeof options === 'object' && options !== null && 'signal' in options ? options.signal : undefined;
  return signal instanceof AbortSignal ? signal : new AbortController().signal;
}

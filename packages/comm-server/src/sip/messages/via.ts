import { parseHostPort, serializeHostPort } from './host-port.js';
import type { Via } from './message.js';
import { parameterValue, parseParameters, serializeParameters } from './parameters.js';

const protocolPattern = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z0-9\-.!%*_+`'~]+)\s/i;

export const parseVia = (text: string): Via | null => {
  const value = text.trim();
  const protocol = protocolPattern.exec(value);
  const transport = protocol?.[1];
  if (protocol === null || transport === undefined) return null;
  const rest = value.slice(protocol[0].length);
  const semicolon = rest.indexOf(';');
  const sentBy = parseHostPort((semicolon < 0 ? rest : rest.slice(0, semicolon)).trim());
  const parameters = parseParameters(semicolon < 0 ? '' : rest.slice(semicolon));
  if (sentBy === null || parameters === null) return null;
  return { transport: transport.toUpperCase(), ...sentBy, parameters };
};

export const serializeVia = (via: Via): string =>
  `SIP/2.0/${via.transport} ${serializeHostPort(via)}${serializeParameters(via.parameters)}`;

export const branchOf = (via: Via): string | null => parameterValue(via.parameters, 'branch');

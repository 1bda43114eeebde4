import { textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import { currencyOf, unitOf } from './codes.js';
import type { EspiEntry, UsageSummary } from './model.js';
import { instantOf, measurementAt, money, secondsAt, wholeAt } from './values.js';

/** UsageSummary, or ElectricPowerUsageSummary as it was called before ESPI 3. */
export function readUsageSummary(content: XmlElement, about: EspiEntry): UsageSummary {
  const start = secondsAt(content, 'billingPeriod/start');
  const duration = secondsAt(content, 'billingPeriod/duration');
  return {
    ...about,
    line: content.line,
    periodStart: instantOf(start),
    periodEnd: start === null || duration === null ? null : instantOf(start + duration),
    currency: currencyOf(textAt(content, 'currency')),
    billLastPeriod: money(wholeAt(content, 'billLastPeriod')),
    billToDate: money(wholeAt(content, 'billToDate')),
    costAdditionalLastPeriod: money(wholeAt(content, 'costAdditionalLastPeriod')),
    consumptionLastPeriod: measurementAt(content, 'overallConsumptionLastPeriod'),
    consumptionToDate: measurementAt(content, 'currentBillingPeriodOverAllConsumption'),
    unit: unitOf(textAt(content, 'overallConsumptionLastPeriod/uom', 'currentBillingPeriodOverAllConsumption/uom')),
    qualityCode: textAt(content, 'qualityOfReading'),
    statusAt: instantOf(secondsAt(content, 'statusTimeStamp')),
  };
}

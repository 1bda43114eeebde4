import { badRow } from '../text/bad-row.js';
import type { BadRow } from '../text/bad-row.js';
import { elementsAt, textAt } from '../xml/element.js';
import type { XmlElement } from '../xml/element.js';
import { readXml } from '../xml/read-xml.js';
import { currencyOf, flowOf, serviceOf, unitOf } from './codes.js';
import type { EspiEntry, EspiFeed, ReadingType } from './model.js';
import { readIntervalBlock } from './read-interval-block.js';
import { readUsageSummary } from './read-usage-summary.js';
import { powerAt, secondsAt } from './values.js';

const ATOM = 'http://www.w3.org/2005/Atom';
const ESPI = 'http://naesb.org/espi';

export interface FeedReading {
  readonly feed: EspiFeed;
  readonly bad: readonly BadRow[];
}

const EMPTY: EspiFeed = {
  usagePoints: [],
  meterReadings: [],
  readingTypes: [],
  intervalBlocks: [],
  usageSummaries: [],
};

/** The resources of an Atom feed; kinds that are not in the model are passed over. */
export function readFeed(text: string): FeedReading {
  const xml = readXml(text);
  if (!xml.ok) return { feed: EMPTY, bad: [badRow(xml.line, xml.reason, '')] };
  const { root } = xml;
  if (root.namespace !== ATOM || (root.name !== 'feed' && root.name !== 'entry')) {
    const reason = `it is no Atom feed: the root is ${root.name} in the namespace "${root.namespace}"`;
    return { feed: EMPTY, bad: [badRow(root.line, reason, '')] };
  }
  const bad: BadRow[] = [];
  const entries = root.name === 'entry' ? [root] : elementsAt(root, 'entry');
  const resources = entries.flatMap((entry) => {
    const about = readEntry(entry);
    const contents = elementsAt(entry, 'content').flatMap(({ children }) => children);
    return contents.filter(({ namespace }) => namespace === ESPI).map((content) => ({ content, about }));
  });
  if (resources.length === 0) bad.push(badRow(root.line, 'the feed holds nothing of ESPI', ''));
  const all = <T>(names: readonly string[], read: (content: XmlElement, about: EspiEntry) => T): readonly T[] =>
    resources.filter(({ content }) => names.includes(content.name)).map(({ content, about }) => read(content, about));
  const feed = {
    usagePoints: all(['UsagePoint'], (content, about) => ({
      ...about,
      service: serviceOf(textAt(content, 'ServiceCategory/kind')),
    })),
    meterReadings: all(['MeterReading'], (_content, about) => about),
    readingTypes: all(['ReadingType'], readReadingType),
    intervalBlocks: all(['IntervalBlock'], (content, about) => readIntervalBlock(content, about, bad)),
    usageSummaries: all(['UsageSummary', 'ElectricPowerUsageSummary'], readUsageSummary),
  };
  return { feed, bad };
}

function readEntry(entry: XmlElement): EspiEntry {
  const links = (rel: string) =>
    elementsAt(entry, 'link')
      .filter(({ attributes }) => attributes.get('rel') === rel)
      .map(({ attributes }) => pathOf(attributes.get('href') ?? ''));
  return {
    line: entry.line,
    id: textAt(entry, 'id'),
    title: textAt(entry, 'title'),
    self: links('self')[0] ?? null,
    up: links('up')[0] ?? null,
    related: links('related'),
  };
}

/** Some links of a feed have scheme and host and others have not. */
function pathOf(href: string): string {
  const path = href.replace(/^https?:\/\/[^/]+/i, '');
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

function readReadingType(content: XmlElement, about: EspiEntry): ReadingType {
  const unitCode = textAt(content, 'uom');
  return {
    ...about,
    powerOfTenMultiplier: powerAt(content, 'powerOfTenMultiplier'),
    unitCode,
    unit: unitOf(unitCode),
    currency: currencyOf(textAt(content, 'currency')),
    intervalSeconds: secondsAt(content, 'intervalLength'),
    flowDirection: flowOf(textAt(content, 'flowDirection')),
    commodityCode: textAt(content, 'commodity'),
    accumulationCode: textAt(content, 'accumulationBehaviour'),
  };
}

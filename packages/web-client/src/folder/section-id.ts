import type { ScreenSection } from '../api/contracts.js';

/** The place of a section on the page, for links to it. */
export function sectionId(section: ScreenSection): string {
  const name =
    section.kind === 'list' || section.kind === 'history'
      ? section.relation
      : section.kind === 'service'
        ? section.name
        : (section.title['en'] ?? 'fields');
  return `section-${section.kind}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
}

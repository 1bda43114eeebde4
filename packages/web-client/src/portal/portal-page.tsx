import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BusinessObject, Screen, ScreenSection } from '../api/contracts.js';
import { objectQuery, screenQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Empty } from '../design/empty.js';
import { useDocumentTitle } from '../design/page.js';
import { FieldsSection } from '../folder/fields-section.js';
import { HistorySection } from '../folder/history-section.js';
import { ServiceSection } from '../folder/service-section.js';
import { useSession } from '../session/use-session.js';
import { StartButtons, Unfinished } from './portal-actions.js';
import { PortalList } from './portal-list.js';
import styles from './portal.module.css';
import { greetingOf } from './track.js';

function Section({
  section,
  screen,
  object,
}: {
  readonly section: ScreenSection;
  readonly screen: Screen;
  readonly object: BusinessObject;
}) {
  switch (section.kind) {
    case 'list':
      return <PortalList section={section} owner={object.ref} />;
    case 'service':
      return <ServiceSection screen={screen.screen} customerKey={object.ref.key} section={section} />;
    case 'fields':
      return <FieldsSection section={section} object={object} />;
    case 'history':
      return <HistorySection section={section} owner={object.ref} />;
  }
}

/** What is the matter at her address goes across the whole width. */
const isWide = ({ kind }: ScreenSection) => kind === 'service' || kind === 'fields';

/** A customer's own page, arranged by the screen `portal`. */
export function PortalPage() {
  const { t } = useTranslation();
  const { principal } = useSession();
  const customer = principal?.customer;
  useDocumentTitle(t('pages.portal'));
  if (!customer) return <Empty title={t('portal.nobody')}>{t('portal.nobodyAdvice')}</Empty>;
  return <Portal customer={customer} fallbackName={principal.name} />;
}

function Portal({
  customer,
  fallbackName,
}: {
  readonly customer: { readonly class: string; readonly key: string };
  readonly fallbackName: string;
}) {
  const { t } = useTranslation();
  const [hour] = useState(() => new Date().getHours());
  const screen = useQuery(screenQuery('portal'));
  const object = useQuery(objectQuery(customer));
  const first = object.data?.values['firstName'];
  const name = typeof first === 'string' && first !== '' ? first : (object.data?.title ?? fallbackName);
  return (
    <div className={styles.portal}>
      <div className={styles.hello}>
        <h1>{t(`portal.hello.${greetingOf(hour)}`, { name })}</h1>
        <p>{t('portal.lead')}</p>
      </div>
      <Unfinished />
      <StartButtons />
      <Answer query={object} lines={6}>
        {(loaded) => (
          <Answer query={screen} lines={6}>
            {(definition) => (
              <div className={styles.sections}>
                {definition.sections.map((section) => (
                  <div
                    key={`${section.kind} ${section.title['en'] ?? ''}`}
                    className={isWide(section) ? styles.wide : undefined}
                  >
                    <Section section={section} screen={definition} object={loaded} />
                  </div>
                ))}
              </div>
            )}
          </Answer>
        )}
      </Answer>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BusinessObject, ObjectRef, Screen, ScreenSection } from '../api/contracts.js';
import { objectQuery, screenQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Panel } from '../design/panel.js';
import { useLabel } from '../texts/label.js';
import { FieldsSection } from './fields-section.js';
import styles from './folder.module.css';
import { HistorySection } from './history-section.js';
import { initials } from './initials.js';
import { sectionId } from './section-id.js';
import { ListSection } from './list-section.js';
import { ServiceSection } from './service-section.js';
import { useClass } from './use-class.js';

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
    case 'fields':
      return <FieldsSection section={section} object={object} />;
    case 'list':
      return <ListSection section={section} owner={object.ref} />;
    case 'history':
      return <HistorySection section={section} owner={object.ref} />;
    case 'service':
      return <ServiceSection screen={screen.screen} customerKey={object.ref.key} section={section} />;
  }
}

function Head({
  object,
  level,
  children,
}: {
  readonly object: BusinessObject;
  readonly level: 1 | 2;
  readonly children: ReactNode;
}) {
  const label = useLabel();
  const info = useClass(object.ref.class);
  const Name = level === 1 ? 'h1' : 'h2';
  return (
    <div className={styles.head}>
      <span className={styles.avatar} aria-hidden="true">
        {initials(object.title)}
      </span>
      <div>
        <Name className={styles.name}>{object.title}</Name>
        <p className="soft number">
          {label(info?.label)} {object.ref.key}
        </p>
      </div>
      {children}
    </div>
  );
}

export interface CustomerFolderProps {
  readonly customer: ObjectRef;
  readonly level?: 1 | 2;
  /** Beside the name: buttons. */
  readonly children?: ReactNode;
}

/** Everything about a customer, as the screen `customer-folder` of the application arranges it. */
export function CustomerFolder({ customer, level = 2, children }: CustomerFolderProps) {
  const screen = useQuery(screenQuery('customer-folder'));
  const object = useQuery(objectQuery(customer));
  return (
    <div className={styles.folder}>
      <Answer query={object} lines={2}>
        {(loaded) => (
          <>
            <Head object={loaded} level={level}>
              {children}
            </Head>
            <Answer query={screen} lines={8}>
              {(definition) => <Sections screen={definition} object={loaded} />}
            </Answer>
          </>
        )}
      </Answer>
    </div>
  );
}

/** A long folder has short ways. */
function SectionLinks({ sections }: { readonly sections: readonly ScreenSection[] }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <nav className={styles.links} aria-label={t('folder.sections')}>
      <ul>
        {sections.map((section) => (
          <li key={sectionId(section)}>
            <a href={`#${sectionId(section)}`}>{label(section.title)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The history has a column of its own where there is room; the order is that of the screen otherwise. */
function Sections({ screen, object }: { readonly screen: Screen; readonly object: BusinessObject }) {
  const history = screen.sections.filter(({ kind }) => kind === 'history');
  const others = screen.sections.filter(({ kind }) => kind !== 'history');
  const show = (sections: readonly ScreenSection[]) =>
    sections.map((section) => (
      <div key={sectionId(section)} id={sectionId(section)} className={styles.place}>
        <Section section={section} screen={screen} object={object} />
      </div>
    ));
  if (others.length === 0 && history.length === 0) return <Panel title={object.title}>–</Panel>;
  return (
    <>
      <SectionLinks sections={screen.sections} />
      <div className={styles.grid}>
        <div className={styles.column}>{show(others)}</div>
        <div className={styles.column}>{show(history)}</div>
      </div>
    </>
  );
}

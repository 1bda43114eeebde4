import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ObjectRef, ScreenSection } from '../api/contracts.js';
import { relatedQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { Panel } from '../design/panel.js';
import { isOpen } from '../folder/emphasis.js';
import { useClass } from '../folder/use-class.js';
import { useLabel } from '../texts/label.js';
import { ObjectCard } from './object-card.js';
import styles from './portal.module.css';

/** So many are in sight at first: what is to be settled comes first. */
const first = 3;

export function PortalList({
  section,
  owner,
}: {
  readonly section: Extract<ScreenSection, { kind: 'list' }>;
  readonly owner: ObjectRef;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const [all, setAll] = useState(false);
  const related = useQuery(relatedQuery(owner, section.relation, section.limit));
  const relation = useClass(owner.class)?.relations.find(({ name }) => name === section.relation);
  const info = useClass(relation?.class);
  return (
    <Panel title={label(section.title)}>
      <Answer query={related} lines={3}>
        {(objects) => {
          if (objects.length === 0 || !info) return <p className="soft">{label(section.empty)}</p>;
          const open = objects.filter((object) => isOpen(object, section.columns));
          const ordered = [...open, ...objects.filter((object) => !open.includes(object))];
          const shown = all ? ordered : ordered.slice(0, Math.max(first, open.length));
          return (
            <>
              <ul className={styles.cards}>
                {shown.map((object) => (
                  <ObjectCard key={object.ref.key} object={object} info={info} columns={section.columns} />
                ))}
              </ul>
              {shown.length < ordered.length && (
                <Button mt="sm" variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
                  {t('portal.showAll', { count: ordered.length })}
                </Button>
              )}
            </>
          );
        }}
      </Answer>
    </Panel>
  );
}

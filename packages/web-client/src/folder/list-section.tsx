import { useQuery } from '@tanstack/react-query';
import type { BusinessObject, ClassInfo, ObjectRef, ScreenSection } from '../api/contracts.js';
import { relatedQuery } from '../api/queries.js';
import { Answer } from '../design/answer.js';
import { DataTable } from '../design/data-table.js';
import { Panel } from '../design/panel.js';
import { Scroller } from '../design/scroller.js';
import { useLabel } from '../texts/label.js';
import { isNumeric } from './attribute-text.js';
import { AttributeValue } from './attribute-value.js';
import { isOpen } from './emphasis.js';
import { attributesOf, useClass } from './use-class.js';

type ListOf = Extract<ScreenSection, { kind: 'list' }>;

function Rows({
  section,
  info,
  objects,
}: {
  readonly section: ListOf;
  readonly info: ClassInfo;
  readonly objects: readonly BusinessObject[];
}) {
  const label = useLabel();
  const columns = attributesOf(info, section.columns).map((attribute, index) => ({
    key: attribute.name,
    header: label(attribute.label),
    end: isNumeric(attribute),
    whole: attribute.type === 'date' || attribute.type === 'timestamp' || isNumeric(attribute),
    lead: index === 0,
    cell: (object: BusinessObject) => <AttributeValue attribute={attribute} value={object.values[attribute.name]} />,
  }));
  return (
    <Scroller label={label(section.title)}>
      <DataTable
        caption={label(section.title)}
        columns={columns}
        rows={objects}
        rowKey={(object) => object.ref.key || JSON.stringify(object.values)}
        emphasised={(object) => isOpen(object, section.columns)}
      />
    </Scroller>
  );
}

export function ListSection({ section, owner }: { readonly section: ListOf; readonly owner: ObjectRef }) {
  const label = useLabel();
  const related = useQuery(relatedQuery(owner, section.relation, section.limit));
  const relation = useClass(owner.class)?.relations.find(({ name }) => name === section.relation);
  const info = useClass(relation?.class);
  const empty = related.data?.length === 0;
  return (
    <Panel
      title={label(section.title)}
      count={related.data?.length}
      flush={!empty && related.data !== undefined && info !== undefined}
    >
      <Answer query={related} lines={3}>
        {(objects) =>
          empty ? (
            <p className="soft">{label(section.empty)}</p>
          ) : info ? (
            <Rows section={section} info={info} objects={objects} />
          ) : null
        }
      </Answer>
    </Panel>
  );
}

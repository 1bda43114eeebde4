import type { BusinessObject, ScreenSection } from '../api/contracts.js';
import { Panel } from '../design/panel.js';
import { useLabel } from '../texts/label.js';
import { AttributeValue } from './attribute-value.js';
import { attributesOf, useClass } from './use-class.js';

export function FieldsSection({
  section,
  object,
}: {
  readonly section: Extract<ScreenSection, { kind: 'fields' }>;
  readonly object: BusinessObject;
}) {
  const label = useLabel();
  const info = useClass(object.ref.class);
  if (!info) return null;
  return (
    <Panel title={label(section.title)}>
      <dl className="facts">
        {attributesOf(info, section.attributes)
          .filter((attribute) => attribute.name in object.values)
          .map((attribute) => (
            <div key={attribute.name}>
              <dt>{label(attribute.label)}</dt>
              <dd>
                <AttributeValue attribute={attribute} value={object.values[attribute.name]} />
              </dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}

import type { Finding } from '@caruso/core-service-manager/contract';
import { nearest } from '../files/nearest-name.js';
import type { Path } from '../files/source-file.js';
import { draftFinding } from '../model/class-draft.js';
import type { ClassDraft } from '../model/class-draft.js';

/** A name in a class's file that is no attribute of `owner`. */
export function unknownAttribute(
  draft: ClassDraft,
  owner: ClassDraft,
  name: string,
  path: Path,
  key: boolean,
): Finding {
  const known = [...owner.attributes.keys()];
  const whose = owner === draft ? '' : ` of ${owner.name}`;
  return draftFinding(
    draft,
    { path, key },
    {
      rule: 'objects/unknown-attribute',
      message: `There is no attribute "${name}"${whose}`,
      advice: `${nearest(name, known)}Attributes: ${known.join(', ')}`,
    },
  );
}

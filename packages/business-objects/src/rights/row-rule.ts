export type CallerField = 'id' | 'kind' | 'customer';

export type RuleOperand =
  | { readonly kind: 'attribute'; readonly name: string; readonly from: number; readonly to: number }
  | { readonly kind: 'caller'; readonly field: CallerField }
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null };

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A condition on rows that can be asked of a database and of an object in memory, with the same answer. */
export type RowRule =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly RowRule[] }
  | { readonly kind: 'not'; readonly rule: RowRule }
  | { readonly kind: 'compare'; readonly op: Comparison; readonly left: RuleOperand; readonly right: RuleOperand }
  | { readonly kind: 'in'; readonly left: RuleOperand; readonly options: readonly RuleOperand[] | 'caller.roles' };

/** Attribute names with their places in the rule's text. */
export function attributesOf(rule: RowRule): readonly Extract<RuleOperand, { kind: 'attribute' }>[] {
  const operands = (operand: RuleOperand) => (operand.kind === 'attribute' ? [operand] : []);
  switch (rule.kind) {
    case 'and':
    case 'or':
      return rule.parts.flatMap(attributesOf);
    case 'not':
      return attributesOf(rule.rule);
    case 'compare':
      return [...operands(rule.left), ...operands(rule.right)];
    case 'in':
      return operands(rule.left);
  }
}

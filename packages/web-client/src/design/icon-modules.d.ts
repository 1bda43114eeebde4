/** The package types its index alone; its index names 6,000 icons, so each icon is taken from its own file. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { ComponentType, SVGProps } from 'react';
  const icon: ComponentType<
    Omit<SVGProps<SVGSVGElement>, 'stroke'> & { readonly size?: number | string; readonly stroke?: number | string }
  >;
  export default icon;
}

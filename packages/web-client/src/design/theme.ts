import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

/** The colour of an opera curtain: far from the green, amber and red that mean something in a contact centre. */
const plum: MantineColorsTuple = [
  '#f9f3f7',
  '#efe2ea',
  '#dcc0d2',
  '#c899b6',
  '#b3749b',
  '#9c5683',
  '#87416f',
  '#74335f',
  '#5d274c',
  '#461c39',
];

export const theme = createTheme({
  primaryColor: 'plum',
  primaryShade: 7,
  colors: { plum },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'Segoe UI Mono', Menlo, Consolas, monospace",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // Mantine's drawer has a header element, which outside of the page's own parts would be a second banner landmark.
    Drawer: {
      defaultProps: { position: 'right', size: 'lg', padding: 'lg', attributes: { header: { role: 'presentation' } } },
    },
    Tooltip: {
      defaultProps: { multiline: true, maw: 320, withArrow: true, events: { hover: true, focus: true, touch: true } },
    },
  },
});

/** Mantine's own greys and red stay below 4.5:1 on white (WCAG 1.4.3). */
export const accessibleColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#22202a',
    '--mantine-color-dimmed': '#5c5966',
    '--mantine-color-placeholder': '#6d6a77',
    '--mantine-color-error': '#a8201a',
    '--mantine-color-default-border': '#c9c6d0',
  },
  dark: {},
});

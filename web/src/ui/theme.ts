import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const velvet: MantineColorsTuple = [
  '#fbeef4',
  '#f3d9e5',
  '#e6b0c8',
  '#d985aa',
  '#cd6090',
  '#b8447a',
  '#a03365',
  '#86274f',
  '#6b1d3f',
  '#4d132c',
];
const red: MantineColorsTuple = [
  '#fdeeec',
  '#f9d7d3',
  '#f0aca5',
  '#e77f75',
  '#dd5a4e',
  '#cc3f33',
  '#b3261e',
  '#96201a',
  '#751914',
  '#52110d',
];

// Warm greys: the kit's own are blue beside our paper and ink.
const gray: MantineColorsTuple = [
  '#faf8f6',
  '#f5f1ee',
  '#ece6e1',
  '#e0d8d2',
  '#cfc5be',
  '#a89ca4',
  '#83787e',
  '#5a5056',
  '#3c3338',
  '#211a1f',
];
const dark: MantineColorsTuple = [
  '#f3eef1',
  '#d8cfd5',
  '#c0b5bc',
  '#8c8089',
  '#493e50',
  '#3d3343',
  '#261f2b',
  '#201a24',
  '#18131b',
  '#110c13',
];

/** What the kit's own buttons without words are called. */
interface ButtonNames {
  close: string;
  remove: string;
  showPassword: string;
}

/** Coulisse's look: the dark wing at the side, the lit stage beside it, velvet where something can be done. */
export const themeOf = (names: ButtonNames) =>
  createTheme({
    primaryColor: 'velvet',
    primaryShade: { light: 7, dark: 6 },
    colors: { velvet, red, gray, dark },
    fontFamily:
      "'Inter', ui-sans-serif, system-ui, -apple-system, 'Segoe UI Variable Text', 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif",
    fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', 'Segoe UI Mono', Menlo, Consolas, monospace",
    headings: { fontWeight: '650' },
    defaultRadius: 8,
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      Button: { defaultProps: { size: 'sm' } },
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 34 } },
      Modal: {
        defaultProps: {
          closeButtonProps: { 'aria-label': names.close },
          centered: true,
          radius: 14,
          padding: 'lg',
          overlayProps: { backgroundOpacity: 0.5, blur: 2 },
        },
      },
      Menu: { defaultProps: { withInitialFocusPlaceholder: false, radius: 10, shadow: 'lg', position: 'bottom-end' } },
      Tooltip: { defaultProps: { openDelay: 350, withArrow: false, radius: 6 } },
      PasswordInput: { defaultProps: { visibilityToggleButtonProps: { 'aria-label': names.showPassword } } },
      MultiSelect: { defaultProps: { clearButtonProps: { 'aria-label': names.remove } } },
      Select: {
        defaultProps: {
          clearButtonProps: { 'aria-label': names.remove },
          comboboxProps: { shadow: 'lg' },
          checkIconPosition: 'right',
          maxDropdownHeight: 300,
        },
      },
      InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] } },
    },
  });

/** Mantine's own variables follow ours, so that its parts sit on our surfaces with our contrast. */
export const variables: CSSVariablesResolver = () => {
  const ours = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-2)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-hover': 'var(--surface-2)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-anchor': 'var(--velvet)',
    '--mantine-color-velvet-text': 'var(--velvet)',
    '--mantine-color-velvet-light': 'var(--velvet-soft)',
    '--mantine-color-velvet-light-color': 'var(--velvet)',
    '--mantine-color-red-text': 'var(--danger)',
    '--mantine-color-red-light': 'var(--danger-soft)',
    '--mantine-color-red-light-color': 'var(--danger)',
    '--mantine-color-gray-text': 'var(--ink-2)',
    '--mantine-color-gray-light-color': 'var(--ink-2)',
    '--mantine-color-gray-light-hover': 'var(--surface-3)',
  };
  return { variables: {}, light: ours, dark: ours };
};

import {
  IconFileText,
  IconMail,
  IconMessage2,
  IconMessages,
  IconPhone,
  IconPrinter,
  IconRobot,
  IconWorld,
} from '../design/icons.js';

const icons = {
  voice: IconPhone,
  mail: IconMail,
  web: IconWorld,
  chat: IconMessages,
  sms: IconMessage2,
  fax: IconPrinter,
  letter: IconFileText,
  simulated: IconRobot,
} as const;

export function MediumIcon({ medium, size = 16 }: { readonly medium: string; readonly size?: number }) {
  const Icon = icons[medium as keyof typeof icons] ?? IconMessage2;
  return <Icon size={size} aria-hidden />;
}

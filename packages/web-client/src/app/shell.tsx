import { Burger, Button, Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet } from 'react-router';
import { BrandMark } from '../design/brand-mark.js';
import { IconLogout } from '../design/icons.js';
import { IncomingContact } from '../desk/incoming-contact.js';
import { LineStatus } from '../live/line-status.js';
import { LiveProvider } from '../live/live-provider.js';
import { RequireSession } from '../session/require-session.js';
import { useSession } from '../session/use-session.js';
import { useSignOut } from '../session/use-sign-out.js';
import { LanguageSwitch } from '../texts/language-switch.js';
import { useLabel } from '../texts/label.js';
import { pagePaths } from './pages.js';
import styles from './shell.module.css';

function Links({ onGo }: { readonly onGo?: () => void }) {
  const { t } = useTranslation();
  return (
    <ul>
      {useSession().pages.map((page) => (
        <li key={page}>
          <NavLink to={pagePaths[page]} onClick={onGo}>
            {t(`pages.${page}`)}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}

function Header() {
  const { t } = useTranslation();
  const label = useLabel();
  const { principal, application, pages } = useSession();
  const [open, setOpen] = useState(false);
  const signOut = useSignOut();
  const leave = (
    <Button
      variant="default"
      size="xs"
      className={styles.out ?? ''}
      leftSection={<IconLogout size={15} aria-hidden />}
      loading={signOut.isPending}
      onClick={() => signOut.mutate()}
    >
      {t('session.signOut')}
    </Button>
  );
  return (
    <header className={styles.header}>
      <Burger
        className={styles.burger ?? ''}
        size="sm"
        opened={open}
        onClick={() => setOpen(true)}
        aria-label={t('menu.open')}
        aria-expanded={open}
      />
      <Link to="/" className={styles.brand}>
        <BrandMark /> {label(application.title)}
      </Link>
      {pages.length > 1 ? (
        <nav className={styles.nav} aria-label={t('menu.label')}>
          <Links />
        </nav>
      ) : (
        <div className={styles.nav} />
      )}
      <div className={styles.end}>
        <LanguageSwitch />
        <span className={styles.person}>{principal?.name}</span>
        {leave}
      </div>
      <Drawer
        opened={open}
        onClose={() => setOpen(false)}
        position="left"
        size="xs"
        title={principal?.name}
        closeButtonProps={{ 'aria-label': t('menu.close') }}
      >
        <nav className={styles.drawerNav} aria-label={t('menu.label')}>
          <Links onGo={() => setOpen(false)} />
        </nav>
        <Button
          mt="lg"
          fullWidth
          variant="default"
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => signOut.mutate()}
        >
          {t('session.signOut')}
        </Button>
      </Drawer>
    </header>
  );
}

function Shell() {
  const { t } = useTranslation();
  const { pages } = useSession();
  return (
    <LiveProvider>
      <a href="#content" className="skip">
        {t('menu.skip')}
      </a>
      <Header />
      <LineStatus />
      {pages.includes('desktop') && <IncomingContact />}
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </LiveProvider>
  );
}

export function ShellPage() {
  return (
    <RequireSession>
      <Shell />
    </RequireSession>
  );
}

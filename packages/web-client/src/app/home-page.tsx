import { Navigate } from 'react-router';
import { useSession } from '../session/use-session.js';
import { NotFoundPage } from './not-found-page.js';
import { pagePaths } from './pages.js';

/** The first page of one's menu. */
export function HomePage() {
  const first = useSession().pages[0];
  return first ? <Navigate to={pagePaths[first]} replace /> : <NotFoundPage />;
}

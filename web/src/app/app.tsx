import { lazy, Suspense, useEffect, useRef } from 'react';
import { Route, Switch } from 'wouter';
import { isStatus } from '../api/problem.ts';
import { dropMe, hasRole, keepMe, keptMe, MeContext, useMeQuery } from '../auth/me.tsx';
import { useLanguage } from '../i18n/dictionary.ts';
import { connectLive } from '../live/live.ts';
import { Failure } from '../ui/states.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { keepPages } from './keep-pages.ts';
import { Pages } from './pages.tsx';
import { Shell } from './shell.tsx';

const SignInPage = lazy(async () => ({ default: (await import('../auth/sign-in-page.tsx')).SignInPage }));
const SetUpPage = lazy(async () => ({ default: (await import('../auth/set-up-page.tsx')).SetUpPage }));

const AnswerLinkPage = lazy(async () => ({ default: (await import('../portal/answer-link-page.tsx')).AnswerLinkPage }));
const RateLinkPage = lazy(async () => ({ default: (await import('../portal/rate-link-page.tsx')).RateLinkPage }));

const HandOverLinkPage = lazy(async () => ({ default: (await import('../custody/hand-over-link-page.tsx')).HandOverLinkPage }));
const DecideLinkPage = lazy(async () => ({ default: (await import('../custody/decide-link-page.tsx')).DecideLinkPage }));
const StillHaveLinkPage = lazy(async () => ({ default: (await import('../custody/still-have-link-page.tsx')).StillHaveLinkPage }));

export function App() {
  return (
    <CrashGuard>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/setup/:token">{({ token }) => <SetUpPage token={token} />}</Route>
          <Route path="/answer/:token">{({ token }) => <AnswerLinkPage token={token} />}</Route>
          <Route path="/rate/:token">{({ token }) => <RateLinkPage token={token} />}</Route>
          <Route path="/hand-over/:token">{({ token }) => <HandOverLinkPage token={token} />}</Route>
          <Route path="/decide/:token">{({ token }) => <DecideLinkPage token={token} />}</Route>
          <Route path="/still-have/:token">{({ token }) => <StillHaveLinkPage token={token} />}</Route>
          <Route>
            <Gate />
          </Route>
        </Switch>
      </Suspense>
    </CrashGuard>
  );
}

/** Everything behind it needs somebody who signed in. */
function Gate() {
  const { data, error, refetch } = useMeQuery(true);
  const me = data ?? (isStatus(error, 0) ? keptMe() : null);
  const { setLanguage } = useLanguage();
  const wasSignedIn = useRef(false);
  const isSignedOut = isStatus(error, 401);
  const id = isSignedOut ? undefined : me?.id;
  const language = me?.language;
  const isTechnician = me !== null && hasRole(me, 'technician');
  useEffect(() => {
    if (!id) return undefined;
    wasSignedIn.current = true;
    void keepPages(isTechnician);
    // What was sent without a network goes now, whatever page is open.
    if (localStorage.getItem('coulisse-draft:outgoing'))
      void import('../incidents/outgoing.ts').then(({ startOutgoing }) => startOutgoing(id));
    return connectLive();
  }, [id, isTechnician]);
  useEffect(() => {
    // Somewhere a request was refused because the session ended.
    const ask = () => void refetch();
    window.addEventListener('coulisse:who-am-i', ask);
    return () => window.removeEventListener('coulisse:who-am-i', ask);
  }, [refetch]);
  useEffect(() => {
    if (isSignedOut) dropMe();
    else if (data) keepMe(data);
  }, [data, isSignedOut]);
  useEffect(() => {
    if (language) setLanguage(language);
  }, [language, setLanguage]);
  if (isSignedOut) return <SignInPage wasSignedIn={wasSignedIn.current} />;
  if (me) {
    return (
      <MeContext value={me}>
        <Shell>
          <Pages />
        </Shell>
      </MeContext>
    );
  }
  return error ? <Failure error={error} retry={refetch} /> : null;
}

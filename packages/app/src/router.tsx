import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from '@tanstack/react-router'
import { loadPatiently } from './network/loadPatiently.ts'
import { readBrowseSearch } from './pages/browse/browseSearch.ts'
import { CrashedPage } from './shell/CrashedPage.tsx'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { Shell } from './shell/Shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: CrashedPage })

const page = { getParentRoute: () => root }

const routes = [
  createRoute({
    ...page,
    path: '/',
    validateSearch: readBrowseSearch,
    component: lazyRouteComponent(() => loadPatiently(() => import('./pages/browse/BrowsePage.tsx')), 'BrowsePage'),
  }),
  createRoute({
    ...page,
    path: '/samples/$id',
    component: lazyRouteComponent(() => loadPatiently(() => import('./pages/sample/SamplePage.tsx')), 'SamplePage'),
  }),
  createRoute({
    ...page,
    path: '/publish',
    component: lazyRouteComponent(() => loadPatiently(() => import('./pages/publish/PublishPage.tsx')), 'PublishPage'),
  }),
  createRoute({
    ...page,
    path: '/my-samples',
    component: lazyRouteComponent(
      () => loadPatiently(() => import('./pages/mySamples/MySamplesPage.tsx')),
      'MySamplesPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/licences',
    component: lazyRouteComponent(
      () => loadPatiently(() => import('./pages/licences/LicencesPage.tsx')),
      'LicencesPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/licences/$id',
    component: lazyRouteComponent(
      () => loadPatiently(() => import('./pages/licences/CertificatePage.tsx')),
      'CertificatePage',
    ),
  }),
  createRoute({
    ...page,
    path: '/wallet',
    component: lazyRouteComponent(() => loadPatiently(() => import('./pages/wallet/WalletPage.tsx')), 'WalletPage'),
  }),
  createRoute({
    ...page,
    path: '/network',
    component: lazyRouteComponent(() => loadPatiently(() => import('./pages/network/NetworkPage.tsx')), 'NetworkPage'),
  }),
  createRoute({
    ...page,
    path: '/blocks/$id',
    component: lazyRouteComponent(() => loadPatiently(() => import('./pages/network/BlockPage.tsx')), 'BlockPage'),
  }),
  createRoute({
    ...page,
    path: '/extrinsics/$id',
    component: lazyRouteComponent(
      () => loadPatiently(() => import('./pages/network/ExtrinsicPage.tsx')),
      'ExtrinsicPage',
    ),
  }),
  createRoute({
    ...page,
    path: '/accounts/$address',
    component: lazyRouteComponent(() => loadPatiently(() => import('./pages/account/AccountPage.tsx')), 'AccountPage'),
  }),
] as const

/** Lists in an address are JSON; all else stands there as it is, so that a search for 128 reads `q=128`. */
function parseList(text: string): unknown {
  if (!/^["[]/.test(text)) throw new SyntaxError('Not a list')
  return JSON.parse(text)
}

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: parseSearchWith(parseList),
  stringifySearch: stringifySearchWith(JSON.stringify, parseList),
  defaultPreload: 'intent',
  defaultErrorComponent: CrashedPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

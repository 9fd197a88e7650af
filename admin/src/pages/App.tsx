import * as React from 'react';

import { Box } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { PERMISSIONS } from '../constants';

const ProfileListPage = React.lazy(() => import('./profiles/ProfileListPage'));
const NewProfilePage = React.lazy(() => import('./new/NewProfilePage'));
const PascomPage = React.lazy(() => import('./pascom/PascomPage'));
const ProfilePage = React.lazy(() => import('./profile/ProfilePage'));
const HistoryPage = React.lazy(() => import('./history/HistoryPage'));
const RunPage = React.lazy(() => import('./run/RunPage'));
const ForgettingsPage = React.lazy(() => import('./forgettings/ForgettingsPage'));
const PhonebooksPage = React.lazy(() => import('./phonebooks/PhonebooksPage'));

type Requirement = (typeof PERMISSIONS)[keyof typeof PERMISSIONS];

const protect = (permissions: Requirement, page: React.ReactNode) => (
  <Page.Protect permissions={permissions}>{page}</Page.Protect>
);

/**
 * All pages of the plugin. What is hidden but for screen readers is positioned within them: against the
 * document it would lie below the window, and the browser would scroll to it.
 */
export const App = () => (
  <React.Suspense fallback={<Page.Loading />}>
    <Box position="relative">
      <Routes>
        <Route index element={protect(PERMISSIONS.read, <ProfileListPage />)} />
        <Route path="profiles/new" element={protect(PERMISSIONS.edit, <NewProfilePage />)} />
        <Route path="profiles/from-pascom" element={protect(PERMISSIONS.edit, <PascomPage />)} />
        <Route path="profiles/:id" element={protect(PERMISSIONS.read, <ProfilePage />)} />
        <Route path="runs" element={protect(PERMISSIONS.history, <HistoryPage />)} />
        <Route path="runs/:id" element={protect(PERMISSIONS.history, <RunPage />)} />
        <Route path="phonebooks" element={protect(PERMISSIONS.phonebooks, <PhonebooksPage />)} />
        <Route path="privacy-requests" element={protect(PERMISSIONS.forget, <ForgettingsPage />)} />
        <Route path="*" element={<Page.Error />} />
      </Routes>
    </Box>
  </React.Suspense>
);

export default App;

// Which page is at which address. The server sends the app for the first segment of each (src/web/web_app.cpp).
import type { PageModule, Route } from './model/router.svelte'

type Load = () => Promise<unknown>
const page = (pattern: string, load: Load): Route => ({ pattern, load: load as () => Promise<PageModule> })

export const routes: Route[] = [
  page('/', () => import('./pages/Today.svelte')),
  page('/today', () => import('./pages/Today.svelte')),
  page('/today/put-off', () => import('./pages/PutOff.svelte')),
  page('/first-steps', () => import('./pages/FirstSteps.svelte')),
  page('/first-steps/:step', () => import('./pages/FirstSteps.svelte')),
  page('/home', () => import('./pages/Home.svelte')),
  page('/local', () => import('./pages/Local.svelte')),
  page('/notifications', () => import('./pages/Notifications.svelte')),
  page('/requests', () => import('./pages/Requests.svelte')),
  page('/requests/:id', () => import('./pages/RequestMessages.svelte')),
  page('/direct', () => import('./pages/Direct.svelte')),
  page('/direct/:id', () => import('./pages/DirectConversation.svelte')),
  page('/search', () => import('./pages/Search.svelte')),
  page('/tags/:name', () => import('./pages/Hashtag.svelte')),
  page('/followed-tags', () => import('./pages/FollowedTags.svelte')),
  page('/people', () => import('./pages/People.svelte')),
  page('/people/met', () => import('./pages/Met.svelte')),
  page('/people/:id', () => import('./pages/Person.svelte')),
  page('/outcomes', () => import('./pages/Outcomes.svelte')),
  page('/lists', () => import('./pages/Lists.svelte')),
  page('/lists/:id', () => import('./pages/List.svelte')),
  page('/favourites', () => import('./pages/Favourites.svelte')),
  page('/bookmarks', () => import('./pages/Bookmarks.svelte')),
  page('/scheduled', () => import('./pages/Scheduled.svelte')),
  page('/drafts', () => import('./pages/Drafts.svelte')),
  page('/compose', () => import('./pages/Compose.svelte')),
  page('/preferences', () => import('./pages/Settings.svelte')),
  page('/preferences/profile', () => import('./pages/EditProfile.svelte')),
  page('/preferences/look', () => import('./pages/SettingsLook.svelte')),
  page('/preferences/posting', () => import('./pages/SettingsPosting.svelte')),
  page('/preferences/notifications', () => import('./pages/SettingsNotifications.svelte')),
  page('/preferences/filters', () => import('./pages/SettingsFilters.svelte')),
  page('/preferences/filters/:id', () => import('./pages/SettingsFilter.svelte')),
  page('/preferences/blocked', () => import('./pages/SettingsBlocked.svelte')),
  page('/more', () => import('./pages/More.svelte')),
  page('/@:acct', () => import('./pages/Profile.svelte')),
  page('/@:acct/followers', () => import('./pages/ProfilePeople.svelte')),
  page('/@:acct/following', () => import('./pages/ProfilePeople.svelte')),
  page('/@:acct/with-replies', () => import('./pages/Profile.svelte')),
  page('/@:acct/media', () => import('./pages/Profile.svelte')),
  page('/@:acct/:id', () => import('./pages/Thread.svelte')),
  page('/@:acct/:id/boosts', () => import('./pages/StatusPeople.svelte')),
  page('/@:acct/:id/favourites', () => import('./pages/StatusPeople.svelte')),
  page('/@:acct/:id/quotes', () => import('./pages/StatusQuotes.svelte')),
]

export const notFound = (() => import('./pages/NotFound.svelte')) as unknown as () => Promise<PageModule>

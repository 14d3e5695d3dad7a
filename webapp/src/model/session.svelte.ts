// Who is signed in, what the server allows, and whether this browser still may.
import { ask, onSignedOut, problemOf } from './wire'
import { loadReading } from './reading.svelte'
import type { Emoji, Instance, Me } from './entities'

const state = $state<{ me: Me | null; instance: Instance | null; emojis: Emoji[] }>({
  me: null,
  instance: null,
  emojis: [],
})

export const session = {
  // Only pages of the app ask, and they are shown to members alone.
  get me(): Me {
    if (!state.me) throw new Error('nobody is signed in')
    return state.me
  },
  set me(me: Me) {
    state.me = me
  },
  get instance(): Instance {
    if (!state.instance) throw new Error('not started')
    return state.instance
  },
  get emojis(): Emoji[] {
    return state.emojis
  },
  isMine(accountId: string): boolean {
    return state.me?.id === accountId
  },
}

export function toSignIn(): void {
  location.assign('/sign-in?return_to=' + encodeURIComponent(location.pathname + location.search))
}

// Whatever the server answers 401 to: the session has ended, here or elsewhere. Asking takes the cookie back, so that
// addresses with a public page show that.
async function noticeSignedOut(): Promise<void> {
  const { data } = await ask<{ signedIn: boolean }>('GET', '/app/session')
  if (data.signedIn) return
  if (/^\/(@|tags\/|$)/.test(location.pathname)) location.reload()
  else toSignIn()
}

// False: nobody is signed in, and the browser is on its way elsewhere. Throws when the server cannot be reached.
export async function startSession(): Promise<boolean> {
  try {
    const [me, instance] = await Promise.all([
      ask<Me>('GET', '/api/v1/accounts/verify_credentials'),
      ask<Instance>('GET', '/api/v2/instance'),
    ])
    state.me = me.data
    state.instance = instance.data
  } catch (thrown) {
    const { status } = problemOf(thrown)
    if (status !== 401 && status !== 403) throw thrown
    await noticeSignedOut()
    return false
  }
  onSignedOut(() => void noticeSignedOut().catch(() => {}))
  void loadReading().catch(() => {})
  void ask('GET', '/app/session').catch(() => {}) // notes that this browser was here
  void ask<Emoji[]>('GET', '/api/v1/custom_emojis')
    .then(({ data }) => (state.emojis = data))
    .catch(() => {})
  otherTabs?.addEventListener('message', ({ data }) => {
    if (data === 'signed-out') location.assign('/')
  })
  return true
}

const otherTabs = 'BroadcastChannel' in window ? new BroadcastChannel('kith') : null

export async function signOut(): Promise<void> {
  await ask('DELETE', '/app/session')
  for (const key of Object.keys(localStorage)) if (key.startsWith('kith.draft')) localStorage.removeItem(key)
  otherTabs?.postMessage('signed-out')
  location.assign('/')
}

// The first steps of a new member: shown once, kept at hand until they are through or not wanted. The server knows, so
// that another browser does not begin again; this browser remembers only that there is nothing to ask any more.
import { kith } from './wire'
import { go } from './router.svelte'
import { session } from './session.svelte'

type State = 'new' | 'begun' | 'done'

let state = $state<State | null>(null)
let answered = $state(false)
let asking: Promise<void> | null = null
const doneKey = () => 'kith.first-steps.' + session.me.id

function take(value: State): void {
  state = value
  if (value === 'done') localStorage.setItem(doneKey(), 'done')
}

function learn(): Promise<void> {
  if (state === null && localStorage.getItem(doneKey())) state = 'done'
  if (state !== null) return Promise.resolve()
  asking ??= kith
    .get<{ firstSteps: State }>('/settings')
    .then(({ firstSteps }) => take(firstSteps))
    .catch(() => {})
    .finally(() => {
      asking = null
      answered = true
    })
  return asking
}

export const firstSteps = {
  // Begun and left: there is a way back to them.
  get offered(): boolean {
    return state === 'begun'
  },
  // Whether the server has answered, or could not.
  get known(): boolean {
    return state !== null || answered
  },
  // Who is new is led there once.
  async lead(): Promise<void> {
    await learn()
    if (state === 'new' && /^\/(today)?$/.test(location.pathname)) go('/first-steps', { replace: true })
  },
  async begin(): Promise<void> {
    await learn()
    if (state !== 'new') return
    state = 'begun'
    // The day begins where the member is.
    const utcOffset = -new Date().getTimezoneOffset()
    await kith.patch('/settings', { firstSteps: 'begun', utcOffset }).catch(() => {})
  },
  async finish(): Promise<void> {
    if (state === 'done') return
    take('done')
    await kith.patch('/settings', { firstSteps: 'done' }).catch(() => localStorage.removeItem(doneKey()))
  },
}

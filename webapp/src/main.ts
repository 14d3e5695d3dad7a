import './style/fonts.css'
import './style/tokens.css'
import './style/base.css'
import { mount } from 'svelte'
import App from './App.svelte'
import StartFailed from './parts/StartFailed.svelte'
import './model/settings.svelte'
import { startKeyboard } from './model/keyboard.svelte'
import { startLive } from './model/live'
import { startRouter } from './model/router.svelte'
import { startSession } from './model/session.svelte'
import { startUnread } from './model/unread.svelte'
import { notFound, routes } from './routes'
import { loadWords } from './words'

const target = document.getElementById('app')!

async function start(): Promise<void> {
  const words = loadWords()
  try {
    if (!(await startSession())) return
  } catch {
    await words
    mount(StartFailed, { target })
    return
  }
  await words
  startRouter(routes, notFound)
  startKeyboard()
  startUnread()
  startLive()
  mount(App, { target })
}

void start()
if ('serviceWorker' in navigator && import.meta.env.PROD)
  navigator.serviceWorker.register('/app/service-worker.js', { scope: '/' }).catch(() => {})

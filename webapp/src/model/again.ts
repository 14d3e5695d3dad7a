// What the server does not tell by itself is asked for again while somebody looks: soon after something changed, seldom
// while nothing does, and whenever the reader comes back to the page.
const soon = 10_000
const seldom = 60_000

// `ask` says whether something was new. Gives the way to stop.
export function askAgain(ask: () => Promise<boolean>): () => void {
  let wait = soon
  let asked = performance.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  async function now(): Promise<void> {
    clearTimeout(timer)
    asked = performance.now()
    const changed = await ask().catch(() => false)
    wait = changed ? soon : Math.min(seldom, wait * 1.5)
    later()
  }
  function later(): void {
    clearTimeout(timer)
    if (!stopped && !document.hidden) timer = setTimeout(() => void now(), wait)
  }
  function onLook(): void {
    if (document.hidden) return clearTimeout(timer)
    if (performance.now() - asked < soon / 2) return later()
    wait = soon
    void now()
  }

  document.addEventListener('visibilitychange', onLook)
  window.addEventListener('focus', onLook)
  later()
  return () => {
    stopped = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onLook)
    window.removeEventListener('focus', onLook)
  }
}

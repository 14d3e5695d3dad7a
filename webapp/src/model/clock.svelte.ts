// Now, for times that are told as "5 min": moves every half minute while the page is looked at.
let now = $state(Date.now())
setInterval(() => {
  if (!document.hidden) now = Date.now()
}, 30_000)
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) now = Date.now()
})

export const clock = {
  get now(): number {
    return now
  },
}

// How a script scrolls: gliding, unless the reader wants things to stand still.
export function glide(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
}

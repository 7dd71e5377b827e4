(() => {
  "use strict";
  const PATIENCE_MS = 10000;
  const video = document.getElementById("film");
  const start = document.getElementById("start");
  const failed = document.getElementById("failed");
  const { mp4, hls: playlist } = video.dataset;
  const track = video.querySelector("track");
  let stream = null;
  let watchdog = 0;

  // Also the answer to a playlist that loads and then stands still, which raises no error.
  const fallBack = () => {
    clearTimeout(watchdog);
    if (video.dataset.source === "mp4") {
      failed.hidden = false;
      return;
    }
    video.dataset.source = "mp4";
    const at = video.currentTime;
    const playing = !video.paused;
    if (stream) stream.destroy();
    stream = null;
    if (track && !track.isConnected) video.append(track);
    video.src = mp4;
    if (at > 0) video.addEventListener("loadedmetadata", () => { video.currentTime = at; }, { once: true });
    if (playing) video.play().catch(() => { start.hidden = false; });
  };

  const useHlsJs = () => {
    const { Hls } = window;
    let repaired = false;
    // No worker: it would need blob: scripts in the policy. No segment is fetched before the film is played.
    // The captions are the page's own track, which the MP4 has too.
    stream = new Hls({ enableWorker: false, autoStartLoad: false, renderTextTracksNatively: false });
    stream.on(Hls.Events.ERROR, (_, error) => {
      if (error.type === Hls.ErrorTypes.NETWORK_ERROR) {
        // hls.js would leave out a segment that is gone, and try a bucket without CORS for long; the MP4 has it all.
        const gone = error.response && error.response.code >= 400 && error.response.code < 500;
        if (error.fatal || gone || video.readyState < 2) fallBack();
      } else if (error.fatal) {
        if (error.type !== Hls.ErrorTypes.MEDIA_ERROR || repaired) {
          fallBack();
          return;
        }
        repaired = true;
        stream.recoverMediaError();
      }
    });
    video.addEventListener("play", () => { if (stream) stream.startLoad(); }, { once: true });
    stream.loadSource(playlist);
    stream.attachMedia(video);
  };

  const useHls = () => {
    const supported = window.Hls && window.Hls.isSupported();
    if (!supported && !video.canPlayType("application/vnd.apple.mpegurl")) return false;
    video.querySelectorAll("source").forEach((source) => source.remove());
    video.dataset.source = supported ? "hls.js" : "hls";
    if (supported) useHlsJs();
    else {
      track?.remove(); // the playlist names the captions
      video.src = playlist;
    }
    video.addEventListener("play", () => {
      if (video.readyState < 2) watchdog = setTimeout(fallBack, PATIENCE_MS);
    }, { once: true });
    video.addEventListener("loadeddata", () => clearTimeout(watchdog), { once: true });
    return true;
  };

  // A track from another origin would need the whole film to be fetched with CORS; the text alone is enough.
  const useCaptions = async (track) => {
    const answer = await fetch(track.src).catch(() => null);
    if (answer && answer.ok) track.src = URL.createObjectURL(await answer.blob());
    else track.remove();
  };

  video.addEventListener("error", fallBack);
  if (!(playlist && useHls())) video.dataset.source = "mp4";
  if (track) video.addEventListener("play", () => useCaptions(track), { once: true });
  start.hidden = false;
  start.addEventListener("click", () => { video.play().catch(() => { start.hidden = false; }); });
  video.addEventListener("play", () => { start.hidden = true; });

  const copy = document.getElementById("copy");
  if (copy) {
    const said = document.getElementById("said");
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(copy.dataset.link);
        said.textContent = "Link copied";
      } catch {
        said.textContent = copy.dataset.link;
      }
      setTimeout(() => { said.textContent = ""; }, 4000);
    });
    copy.hidden = false;
  }
})();

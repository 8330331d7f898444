// Counts clicks, keys, navigations and active time: how many, never what or where (docs/beacon.md).
try {
  const me = document.currentScript;
  const to = new URL('beacon', me.src);
  // crypto.randomUUID is not there on http.
  const page = '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16),
  );
  // Monotonic.
  const now = () => performance.now();

  let n;
  const fresh = () => {
    const { site, launch, user, patient, encounter } = me.dataset;
    const counts = { clicks: 0, keyboard_activations: 0, keystrokes: 0, navigations: 0, active_seconds: 0 };
    n = { page, site, launch, user, patient, encounter, ...counts };
  };
  const count = (what) => {
    n.began ??= now();
    n[what]++;
  };
  const moved = () => count('navigations');

  // Active: visible, focused, and some input in the last 60 s.
  let since = now();
  let input = -6e4;
  let watched;
  const credit = () => {
    const at = now();
    const gained = Math.min(at, input + 6e4) - since;
    if (watched && gained > 0) {
      n.began ??= since;
      n.active_seconds += gained / 1000;
    }
    since = at;
  };
  const watch = () => {
    credit();
    watched = document.visibilityState === 'visible' && document.hasFocus();
  };

  let queue = [];
  let seq = 0;
  const cut = (last) => {
    credit();
    if (n.began >= 0) queue.push({ ...n, seq: seq++, last, ended: since });
    fresh();
    queue = queue.filter(({ began }) => since - began < 864e5).slice(-100);
  };
  // 64 KiB at most.
  const oldest = () => queue.slice(0, 50);
  const text = (batches) =>
    JSON.stringify(
      batches.map((batch) => ({
        ...batch,
        began: now() - batch.began,
        ended: now() - batch.ended,
      })),
    );

  let sending = 0;
  let fails = 0;
  let next = 0;
  // Kept until it is on the server's disk, or refused. Sent twice it is there once.
  const send = (sent) => {
    sending++;
    fetch(to, { method: 'POST', body: text(sent), keepalive: true, credentials: 'omit' })
      .then(({ status }) => {
        if (status > 499 || status === 429) throw status;
        fails = 0;
        queue = queue.filter((batch) => !sent.includes(batch));
      })
      .catch(() => {
        next = now() + Math.min(14e3 * 2 ** fails++, 3e5);
      })
      .finally(() => sending--);
  };
  const tick = () => {
    cut();
    if (queue.length && !sending && now() >= next) send(oldest());
  };
  let told = 0;
  // The beacon outlives the page; only fetch knows what became of it.
  const hide = () => {
    cut(true);
    watched = false;
    if (seq === told || !queue.length) return;
    told = seq;
    navigator.sendBeacon(to, text(oldest()));
    send(oldest());
  };

  // No error of ours is the page's.
  const safe = (act) => (event) => {
    try {
      act(event);
    } catch {}
  };
  const on = (types, act) => {
    for (const type of types.split(' ')) addEventListener(type, safe(act), true);
  };

  // Two copies on one page count once.
  if (!window.missionAudit && (me.dataset.site || me.dataset.launch)) {
    window.missionAudit = 1;
    fresh();
    watch();
    moved();
    setInterval(safe(tick), 15e3);
    // Another chart: what was counted is the last one's.
    new MutationObserver(safe(() => cut())).observe(me, { attributes: true });

    let echo = 0;
    on('click', ({ isTrusted, detail }) => {
      // A label clicks its control, trusted even where a script clicked the label.
      if (isTrusted && !echo) count(detail ? 'clicks' : 'keyboard_activations');
      echo = 1;
      setTimeout(() => {
        echo = 0;
      });
    });
    on('keydown keyup pointerup', ({ isTrusted, type, repeat }) => {
      if (!isTrusted) return;
      if (type === 'keydown' && !repeat) count('keystrokes');
      // A key held down activates once.
      echo = repeat;
    });
    // No `scroll`: pages scroll themselves.
    on('keydown pointerdown pointermove wheel', ({ isTrusted }) => {
      if (!isTrusted || now() - input < 1000) return;
      credit();
      input = since;
    });

    on('focus blur', watch);
    on('visibilitychange', () => {
      if (document.hidden) return hide();
      told = -1;
      watch();
    });
    on('pagehide', hide);
    on('pageshow', ({ persisted }) => {
      watch();
      if (persisted) moved();
    });
    on('online', () => {
      next = 0;
      tick();
    });
    if (window.navigation)
      navigation.addEventListener(
        'currententrychange',
        ({ navigationType }) => /push|traverse/.test(navigationType) && moved(),
      );
    else {
      const { pushState } = history;
      history.pushState = function (...given) {
        pushState.apply(this, given);
        moved();
      };
      on('popstate', moved);
    }
  }
} catch {}

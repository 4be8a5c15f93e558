"""Says that the one notice of a tip in an officer's Telegram chat stays true when nobody does anything."""

from tests.bot.telegram.showing import Show

DAY = 24 * 60


def test_a_claim_that_ends_by_itself_words_the_notice_anew_days_later(show: Show) -> None:
    show.make_officer()
    minh = show.write("colleague", show.host.call("invite", "00004", "officer"), "Minh")
    show.tip_off()
    show.write("officer", "/nhan 1")
    notice = minh.messages[-1]
    claimed = notice.text
    show.pass_time(4 * DAY)
    show.sweep()
    show.host.call("remind")
    show.host.call("settle")

    assert claimed.endswith("Người nhận: Lan.")
    assert notice.text == "Tin 1 · Bán ma túy\nMới: chưa ai nhận."

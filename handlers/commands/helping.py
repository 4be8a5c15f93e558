"""`/trogiup`: what can be done here."""

from content.i18n import N_, _
from handlers.declarations import Command
from handlers.turn import Turn


def explain(turn: Turn, argument: str) -> None:
    """`/trogiup`: tell what can be done here."""
    lines = [
        _("This is what you can do here:"),
        _("• /baotin – tip off drug crime, without saying who you are"),
        _("• /tincuatoi – open your tip with its receipt, read answers, add more"),
        _("• /hotro – help with addiction, for you or somebody near you; it is no tip"),
        _("• /duongdaynong – numbers to call, and what each is for"),
        _("• /gannhat – numbers and help near you"),
        _("• /hoi laughing gas – ask about drugs; /ketiep – read the next prevention message"),
        _("• /camket – pledge with your household or group, without names"),
        _("• /tracnghiem – ten short questions: what do you know?"),
        _("• /dangky – get prevention messages; /dung – no more of them"),
        _("• /riengtu – what is stored about you and what is not"),
        _("• /cua – the official doors, and how to tell a fake"),
        _("• /ngonngu – change the language"),
        _("• /huy – stop and forget what you have written so far"),
        _("• /xoa – erase everything here at once"),
        _("In every question you can write «back» or «cancel», and «skip» where it is offered."),
        _(
            "Danger now: 113. Ambulance: 115. Children: 111. National drug police, day and night: 0769.04.04.04."
        ),
    ]
    if turn.officer is not None:
        lines += _officer_help()
    turn.say("\n".join(lines))


def _officer_help() -> list[str]:
    return [
        "",
        _("For officers:"),
        _("• /hangdoi – the tips of your queues"),
        _("• /tin 12 – open a tip; /nhan 12 – claim it"),
        _("• /traloi 12 – answer the tipster; /ghichu 12 – a note for colleagues"),
        _("• /xacminh 12 – verify; /chuyendieutra 12 – passed on to an investigating unit"),
        _("• /tranh 12 – step out of a case; /giao 12 2 – give a tip to a member (leads)"),
        _("• /giahan 12 – more time; /thoihan – the deadlines; /giobao – when to be reminded"),
        _("• /bangiao 2 3 – give all tips of one member to another (leads)"),
        _("• /chuyen 12 – hand over; /dong 12 – close; /molai 12 – open again"),
        _("• /rac 12 – mark as spam; /khongrac 12 – take that back; /cachly – suspected spam"),
        _("• /moi – invite (leads); /canbo – members; /thuhoi 2 – remove a member (leads)"),
        _("• /mokhoa – unlock your key; /khoa – lock it; /traokhoa 2 – grant a key (leads)"),
        _("• /hienchu – whether tips can be read on Telegram"),
        _("• /thongke, /diemnong, /diaban – figures as pictures; /baocao – the periodic report"),
        _("• /danhba – numbers and places of help of your unit"),
        _("• /cuocthi – contests of the quiz for a commune, class or company"),
        _("• /nhatky – the audit log (leads, auditors); /thon – the list of hamlets (leads)"),
        _("Words work, too: «hàng đợi», «nhận 12»."),
    ]


COMMANDS = (Command("trogiup", "help", explain, N_("Help"), ("tro giup", "giup do", "huong dan", "help")),)

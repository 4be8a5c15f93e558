"""What the bot may send, edit and delete in the chats of the fake Telegram."""

import time
from collections.abc import Callable
from typing import Any

from tests.fakes.telegram.chats import ApiError, Json, Sent, Upload, Written, bad_request
from tests.fakes.telegram.checking import (
    check_deletable,
    check_photo,
    check_stream,
    check_text,
    read_keyboard,
)
from tests.fakes.telegram.people import FakeUser
from tests.fakes.telegram.quizzes import NoQuizError, read_quiz
from tests.fakes.telegram.updates import Updates

Handler = Callable[[Json], Any]


class Messages(Updates):
    """The calls that change chats."""

    def _find_user(self, chat_id: int) -> FakeUser:
        user = self._users.get(chat_id)
        if user is None:
            raise bad_request("chat not found")
        if not user.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        if user.refusal:
            raise ApiError(403, f"Forbidden: {user.refusal}")
        return user

    def _keep(self, user: FakeUser, sent: Sent) -> Json:
        self._sent.setdefault(user.id, []).append(sent)
        return self._describe(user, sent)

    def _describe(self, user: FakeUser, sent: Sent) -> Json:
        message: Json = {
            "message_id": sent.message_id,
            "from": self.identity,
            "chat": user.chat,
            "date": int(time.time()),
        }
        if sent.photos:
            file = self.store(sent.photos[0], "photos/sent.jpg")
            message["photo"] = [{**file, "width": 800, "height": 600}]
        elif sent.streams:
            kind, data = sent.streams[0]
            shape = {"width": 128, "height": 96} if kind == "video" else {}
            timed = {} if kind == "document" else {"duration": 1}
            message[kind] = {**self.store(data, f"{kind}/sent"), **shape, **timed}
        elif sent.quiz is not None:
            message["poll"] = sent.quiz.describe()
        else:
            message["text"] = sent.text
        if sent.rows:
            message["reply_markup"] = {
                "inline_keyboard": [
                    [{"text": label, "callback_data": data} for label, data in row] for row in sent.rows
                ]
            }
        return message

    def _send_message(self, parameters: Json) -> Json:
        user = self._find_user(parameters["chat_id"])
        preview = parameters.get("link_preview_options") or {}
        sent = Sent(
            self.next_message_id(),
            check_text(parameters["text"]),
            read_keyboard(parameters.get("reply_markup")),
            protected=parameters.get("protect_content", False),
            preview=not preview.get("is_disabled", False),
        )
        return self._keep(user, sent)

    def _send_poll(self, parameters: Json) -> Json:
        user = self._find_user(parameters["chat_id"])
        try:
            quiz = read_quiz(parameters)
        except NoQuizError as error:
            raise bad_request(str(error)) from None
        rows = read_keyboard(parameters.get("reply_markup"))
        is_protected = parameters.get("protect_content", False)
        sent = Sent(self.next_message_id(), quiz.question, rows, protected=is_protected, quiz=quiz)
        return self._keep(user, sent)

    def _send_photo(self, parameters: Json) -> Json:
        user, photo = self._find_user(parameters["chat_id"]), parameters["photo"]
        if isinstance(photo, str):
            stored = self._files.get(photo)
            if stored is None:
                raise bad_request("wrong remote file identifier specified")
            photo = Upload(stored.data, "")
        sent = Sent(
            self.next_message_id(),
            parameters.get("caption", ""),
            read_keyboard(parameters.get("reply_markup")),
            (check_photo(photo),),
            (photo.name,),
            parameters.get("protect_content", False),
        )
        if len(sent.text) > 1024:
            raise bad_request("message caption is too long")
        return self._keep(user, sent)

    def _send_stream(self, kind: str) -> Handler:
        """Make the method that takes an uploaded video, voice message or document."""

        def send(parameters: Json) -> Json:
            user, file = self._find_user(parameters["chat_id"]), parameters[kind]
            sent = Sent(
                self.next_message_id(),
                rows=read_keyboard(parameters.get("reply_markup")),
                file_names=(file.name,),
                streams=((kind, check_stream(kind, file)),),
                protected=parameters.get("protect_content", False),
            )
            return self._keep(user, sent)

        return send

    def _send_media_group(self, parameters: Json) -> list[Json]:
        user, media = self._find_user(parameters["chat_id"]), parameters["media"]
        if not isinstance(media, list) or not 2 <= len(media) <= 10:
            raise bad_request("an album has 2 to 10 items")
        photos = []
        for item in media:
            part = parameters.get(str(item["media"]).removeprefix("attach://"))
            if item["type"] != "photo" or not isinstance(part, Upload):
                raise bad_request("wrong file identifier/HTTP URL specified")
            photos.append((check_photo(part), part.name))
        return [
            self._keep(
                user,
                Sent(
                    self.next_message_id(),
                    photos=(data,),
                    file_names=(name,),
                    protected=parameters.get("protect_content", False),
                ),
            )
            for data, name in photos
        ]

    def _find_sent(self, parameters: Json, action: str) -> tuple[FakeUser, Sent]:
        user = self._find_user(parameters["chat_id"])
        for sent in self._sent.get(user.id, []):
            if sent.message_id == parameters["message_id"] and not sent.deleted:
                return user, sent
        raise bad_request(f"message to {action} not found")

    def _edit_message(self, parameters: Json) -> Json:
        user, sent = self._find_sent(parameters, "edit")
        text = check_text(parameters["text"])
        rows = read_keyboard(parameters.get("reply_markup"))
        if (text, rows) == (sent.text, sent.rows):
            raise bad_request("message is not modified: same content and reply markup")
        sent.text, sent.rows, sent.edits = text, rows, sent.edits + 1
        return self._describe(user, sent)

    def _delete_message(self, parameters: Json) -> bool:
        user = self._find_user(parameters["chat_id"])
        found = [one for one in self._standing(user) if one.message_id == parameters["message_id"]]
        if not found:
            raise bad_request("message to delete not found")
        check_deletable(found)
        found[0].deleted = True
        return True

    def _delete_messages(self, parameters: Json) -> bool:
        """Delete what there is; one message that can't be deleted refuses them all."""
        user, numbers = self._find_user(parameters["chat_id"]), parameters["message_ids"]
        if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
            raise bad_request("can't parse message_ids")
        if not 1 <= len(numbers) <= 100:
            raise bad_request("there must be 1 to 100 message identifiers to delete")
        found = [one for one in self._standing(user) if one.message_id in numbers]
        check_deletable(found)
        for one in found:
            one.deleted = True
        return True

    def _standing(self, user: FakeUser) -> list[Sent | Written]:
        return [one for one in self._chat(user.id) if not one.deleted]

    def _answer_query(self, parameters: Json) -> bool:
        if parameters["callback_query_id"] not in self.unanswered:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(parameters.get("text", "")) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        self.unanswered.discard(parameters["callback_query_id"])
        return True

    def _act(self, parameters: Json) -> bool:
        self._find_user(parameters["chat_id"])
        if parameters["action"] not in {"typing", "upload_photo", "upload_document"}:
            raise bad_request("wrong parameter action in request")
        return True

#include "device/camera/hikvision/codec.h"

#include <optional>

#include "base/limits.h"
#include "base/text.h"
#include "device/camera/fields.h"
#include "device/camera/hikvision/event.h"
#include "device/camera/multipart.h"
#include "device/camera/photo.h"

namespace cleangate::camera::hikvision {
namespace {

bool is_picture(std::string_view content) {
  return content.starts_with("\xFF\xD8");
}

/// First byte behind blanks and a byte order mark.
char first_letter(std::string_view content) {
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  content = trim(content);
  return content.empty() ? '\0' : content.front();
}

bool is_event(const Part& part) {
  if (is_picture(part.content)) return false;
  const char first = first_letter(part.content);
  return first == '<' || first == '{';
}

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

bool has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

/// "" for pictures of persons, which are dropped.
std::string kind_of(std::string_view type) {
  const std::string name = to_lower_ascii(type);
  for (const std::string_view person : {"pilot", "face", "pedestrian", "human", "passenger"}) {
    if (has(name, person)) return {};
  }
  if (has(name, "plate")) return "plate";
  if (has(name, "detection") || has(name, "detected") || has(name, "background") ||
      has(name, "scene")) {
    return "scene";
  }
  if (has(name, "vehicle") || has(name, "body")) return "body";
  return "extra";
}

std::string_view name_of(const Part& part) {
  return part.file_name.empty() ? std::string_view(part.name) : std::string_view(part.file_name);
}

/// The part's own name is asked first; generated names are looked up in the event.
std::string kind_of(const Part& part, const XmlElement& event) {
  std::string kind = kind_of(name_of(part));
  if (kind != "extra") return kind;
  for (const std::string_view name : {std::string_view(part.file_name), std::string_view(part.name),
                                      std::string_view(part.content_id)}) {
    const std::string_view type = picture_type(event, name);
    if (!type.empty()) return kind_of(type);
  }
  return kind_of(part.name);
}

/// A part that is no event is a picture when its bytes, its type or its name say so.
bool should_be_picture(const Part& part) {
  if (is_picture(part.content)) return true;
  const std::string name = to_lower_ascii(name_of(part));
  return part.content_type.starts_with("image/") || name.ends_with(".jpg") ||
         name.ends_with(".jpeg") || has(name, "picture");
}

void add_pictures(const std::vector<Part>& parts, const XmlElement& event, Message& message) {
  int dropped_persons = 0;
  int dropped_over_limit = 0;
  std::vector<Photo>& photos = message.plate ? message.plate->photos : message.photos;
  for (const Part& part : parts) {
    if (part.content.empty() || is_event(part) || !should_be_picture(part)) continue;
    std::string kind = kind_of(part, event);
    if (kind.empty()) {
      ++dropped_persons;
      continue;
    }
    Photo photo =
        make_photo(std::move(kind), std::string(name_of(part)), std::string(part.content));
    if (!add_photo(photos, std::move(photo))) ++dropped_over_limit;
  }
  if (dropped_persons > 0) message.facts.set("dropped_person_pictures", dropped_persons);
  if (dropped_over_limit > 0) message.facts.set("dropped_pictures", dropped_over_limit);
}

Result<Message> decode_parts(const std::vector<Part>& parts) {
  for (const Part& part : parts) {
    if (!is_event(part)) continue;
    const XmlElement event = TRY(parse_event(without_mark(part.content)));
    Message message = TRY(decode_event(event));
    add_pictures(parts, event, message);
    return message;
  }
  return fail(ErrorCode::invalid, "multipart without an event part");
}

Result<Message> decode_body(std::string_view content_type, std::string_view body) {
  const char first = first_letter(body);
  if (first != '<' && first != '{' && is_multipart(content_type, body)) {
    const std::vector<Part> parts = TRY(split_multipart(content_type, body));
    return decode_parts(parts);
  }
  if (first == '<' || first == '{') {
    const XmlElement event = TRY(parse_event(without_mark(body)));
    return decode_event(event);
  }
  if (is_picture(body)) {
    Message message;
    message.kind = Message::Kind::picture;
    message.photos.push_back(make_photo("extra", {}, std::string(body)));
    return message;
  }
  return fail(ErrorCode::invalid, body.empty() ? "empty body" : "neither XML, JSON nor multipart");
}

}  // namespace

Result<Message> decode_push(std::string_view content_type, std::string_view body) {
  if (body.size() > kMaxBodyBytes) return fail(ErrorCode::too_large, "body over the limit");
  Message message = TRY(decode_body(content_type, body));
  settle_key(message, "hikvision", body);
  return message;
}

}  // namespace cleangate::camera::hikvision

#include "kms/request_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <unordered_map>

#include "base/source.h"
#include "compiler/values.h"
#include "kms/model/model.h"
#include "kms/wire/base64.h"
#include "kms/wire/json_cursor.h"

namespace keyward::kms {
namespace {

using model::Member;
using model::Shape;
using model::ShapeType;

// In milliseconds: 9999-12-31T23:59:59.999Z, the last instant that the formats of KMS can say.
constexpr double kMaxTimestamp = 253402300799999.0;

std::string_view KindWords(ShapeType type) {
  switch (type) {
    case ShapeType::kString: return "a string";
    case ShapeType::kInteger: return "an integer";
    case ShapeType::kBoolean: return "a boolean";
    case ShapeType::kTimestamp: return "a timestamp";
    case ShapeType::kBlob: return "a string in base64";
    case ShapeType::kList: return "a list";
    case ShapeType::kMap: return "a map of strings";
    case ShapeType::kStructure: return "a structure";
  }
  return "";
}

std::optional<double> ParseDouble(std::string_view text) {
  double number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<Timestamp> FromMilliseconds(double milliseconds) {
  if (std::abs(milliseconds) > kMaxTimestamp) return std::nullopt;
  return Timestamp(std::chrono::milliseconds(std::llround(milliseconds)));
}

// HasTwins tells whether two of a few keys are equal.
bool HasTwins(const StringMap& map) {
  for (size_t i = 1; i < map.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (map[i].first == map[j].first) return true;
    }
  }
  return false;
}

// KeepLast leaves of equal keys the last pair, in one pass however many there are.
void KeepLast(StringMap& map) {
  constexpr size_t kFew = 16;
  if (map.size() <= kFew && !HasTwins(map)) return;
  std::unordered_map<std::string_view, size_t> last;
  for (size_t i = 0; i < map.size(); ++i) last[map[i].first] = i;
  if (last.size() == map.size()) return;
  StringMap kept;
  for (size_t i = 0; i < map.size(); ++i) {
    if (last[map[i].first] == i) kept.push_back(map[i]);
  }
  map = std::move(kept);
}

// RequestParser reads by shape. Its recursion follows the API model, which is a few levels deep, and
// not the input.
class RequestParser {
 public:
  explicit RequestParser(std::span<char> body) : cursor_(body, kMaxRequestDepth) {}

  Answer<Document> Read(const Shape& shape) {
    Document document;
    if (cursor_.Peek() != '{') return Refuse(Exception::kSerializationException, kNoObject);
    if (!ReadStructure(shape, document)) return tl::unexpected<AwsError>(std::move(error_));
    if (!cursor_.AtEnd()) return Refuse(Exception::kSerializationException, kNoJson);
    return document;
  }

 private:
  static constexpr const char* kNoObject = "The request body is not a JSON object.";
  static constexpr const char* kNoJson = "The request body is not valid JSON.";

  bool Broken() { return Stop(Exception::kSerializationException, kNoJson); }

  bool Stop(Exception exception, std::string message) {
    error_ = Raise(exception, std::move(message));
    return false;
  }

  // Mismatch: the value of `member` is no value of `type`; its own words are not repeated.
  bool Mismatch(const Member& member, ShapeType type) {
    return Stop(Exception::kSerializationException,
                fmt::format("The value of {} is not {}.", member.name, KindWords(type)));
  }

  bool ReadStructure(const Shape& shape, Document& document) {
    if (!cursor_.Take('{') || !cursor_.Enter()) return Broken();
    bool more = cursor_.Peek() != '}';
    while (more) {
      const std::optional<std::string_view> name = cursor_.ReadString();
      if (!name || !cursor_.Take(':')) return Broken();
      const Member* member = model::FindMember(shape, *name);
      if (member == nullptr || cursor_.Peek() == 'n') {
        const bool skipped = member == nullptr ? cursor_.SkipValue() : cursor_.TakeWord("null");
        if (!skipped) return Broken();
      } else if (!ReadMember(*member, document)) {
        return false;
      }
      more = cursor_.Take(',');
    }
    cursor_.Leave();
    return cursor_.Take('}') || Broken();
  }

  bool ReadMember(const Member& member, Document& document) {
    Value value(false);
    if (!ReadValue(member, model::ShapeAt(member.shape), value)) return false;
    document.Set(member.name, std::move(value));
    return true;
  }

  bool ReadValue(const Member& member, const Shape& shape, Value& value) {
    const char first = cursor_.Peek();
    switch (shape.type) {
      case ShapeType::kString:
      case ShapeType::kBlob: return ReadText(member, shape, value);
      case ShapeType::kInteger: return ReadInteger(member, value);
      case ShapeType::kTimestamp: return ReadTimestamp(member, value);
      case ShapeType::kBoolean:
        if (first != 't' && first != 'f') return Mismatch(member, shape.type);
        if (!cursor_.TakeWord(first == 't' ? "true" : "false")) return Broken();
        value = Value(first == 't');
        return true;
      case ShapeType::kList:
        return first == '[' ? ReadList(member, shape, value) : Mismatch(member, shape.type);
      case ShapeType::kMap:
        return first == '{' ? ReadMap(member, value) : Mismatch(member, shape.type);
      case ShapeType::kStructure: break;
    }
    if (first != '{') return Mismatch(member, shape.type);
    Document document;
    if (!ReadStructure(shape, document)) return false;
    value = Value(std::move(document));
    return true;
  }

  bool ReadText(const Member& member, const Shape& shape, Value& value) {
    if (cursor_.Peek() != '"') return Mismatch(member, shape.type);
    const std::optional<std::string_view> text = cursor_.ReadString();
    if (!text) return Broken();
    if (shape.type == ShapeType::kBlob) return ReadBlob(member, *text, value);
    if (!member.secret) {
      value = Value(*text);
      return true;
    }
    return ReadSecret(text->size(), value, [&](std::span<uint8_t> out) {
      std::copy(text->begin(), text->end(), out.begin());
      return true;
    });
  }

  bool ReadBlob(const Member& member, std::string_view text, Value& value) {
    const std::optional<size_t> size = Base64DecodedSize(text);
    if (!size) return Mismatch(member, ShapeType::kBlob);
    const auto decode = [&](std::span<uint8_t> out) {
      return DecodeBase64(text, out) || Mismatch(member, ShapeType::kBlob);
    };
    if (member.secret) return ReadSecret(*size, value, decode);
    Bytes bytes(*size);
    if (!decode(bytes)) return false;
    value = Value(std::move(bytes));
    return true;
  }

  template <typename Fill>
  bool ReadSecret(size_t size, Value& value, const Fill& fill) {
    crypto::SecretBytes secret;
    if (size > 0) {
      Result<crypto::SecretBytes> created = crypto::SecretBytes::Create(size);
      if (!created) {
        return Stop(created.error().code == ErrorCode::kNoSpace ? Exception::kServiceUnavailable
                                                                : Exception::kKMSInternalException,
                    {});
      }
      secret = std::move(*created);
      if (!fill(secret.span())) return false;
    }
    value = Value(std::move(secret));
    return true;
  }

  bool ReadInteger(const Member& member, Value& value) {
    const std::optional<std::string_view> text = cursor_.ReadNumber();
    if (!text) return Mismatch(member, ShapeType::kInteger);
    const std::optional<double> number = ParseDouble(*text);
    if (!number || *number != std::trunc(*number) ||
        std::abs(*number) > std::numeric_limits<int32_t>::max()) {
      return Mismatch(member, ShapeType::kInteger);
    }
    value = Value(static_cast<int64_t>(*number));
    return true;
  }

  bool ReadTimestamp(const Member& member, Value& value) {
    std::optional<Timestamp> time;
    if (cursor_.Peek() == '"') {
      const std::optional<std::string_view> text = cursor_.ReadString();
      if (!text) return Broken();
      if (const auto instant = compiler::ParseInstant(*text)) {
        const uint32_t milliseconds = instant->nanoseconds / 1000000;
        time = FromMilliseconds(static_cast<double>(instant->seconds) * 1000.0 + milliseconds);
      }
    } else if (const std::optional<std::string_view> text = cursor_.ReadNumber()) {
      const std::optional<double> seconds = ParseDouble(*text);
      if (seconds) time = FromMilliseconds(*seconds * 1000.0);
    }
    if (!time) return Mismatch(member, ShapeType::kTimestamp);
    value = Value(*time);
    return true;
  }

  bool ReadList(const Member& member, const Shape& shape, Value& value) {
    if (!cursor_.Take('[') || !cursor_.Enter()) return Broken();
    List elements;
    bool more = cursor_.Peek() != ']';
    while (more) {
      Value element(false);
      if (!ReadValue(member, model::ShapeAt(shape.element), element)) return false;
      elements.push_back(std::move(element));
      more = cursor_.Take(',');
    }
    cursor_.Leave();
    if (!cursor_.Take(']')) return Broken();
    value = Value(std::move(elements));
    return true;
  }

  bool ReadMap(const Member& member, Value& value) {
    if (!cursor_.Take('{') || !cursor_.Enter()) return Broken();
    StringMap map;
    bool more = cursor_.Peek() != '}';
    while (more) {
      const std::optional<std::string_view> key = cursor_.ReadString();
      if (!key || !cursor_.Take(':')) return Broken();
      if (cursor_.Peek() != '"') return Mismatch(member, ShapeType::kMap);
      const std::optional<std::string_view> text = cursor_.ReadString();
      if (!text) return Broken();
      map.emplace_back(*key, *text);
      more = cursor_.Take(',');
    }
    cursor_.Leave();
    if (!cursor_.Take('}')) return Broken();
    KeepLast(map);
    value = Value(std::move(map));
    return true;
  }

  JsonCursor cursor_;
  AwsError error_;
};

Answer<Document> Read(Operation operation, std::span<char> body) {
  if (body.size() > kMaxRequestBytes) {
    return Refuse(Exception::kSerializationException, "The request body is too large.");
  }
  const std::string_view text(body.data(), body.size());
  if (InvalidUtf8At(text) != text.size()) {
    return Refuse(Exception::kSerializationException, "The request body is not valid UTF-8.");
  }
  return RequestParser(body).Read(model::InputOf(operation));
}

}  // namespace

Answer<Document> ReadRequest(Operation operation, std::span<char> body) {
  Answer<Document> answer = Read(operation, body);
  crypto::Cleanse({reinterpret_cast<uint8_t*>(body.data()), body.size()});
  return answer;
}

}  // namespace keyward::kms

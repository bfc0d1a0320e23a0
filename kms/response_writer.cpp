#include "kms/response_writer.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "kms/model/model.h"
#include "kms/wire/base64.h"
#include "kms/wire/json_text.h"

namespace keyward::kms {
namespace {

using model::Shape;
using model::ShapeType;

constexpr size_t kFirstCapacity = 512;

void WriteStructure(const Shape& shape, const Document& document, ResponseText& out);
void WriteValue(const Shape& shape, const Value& value, ResponseText& out);

template <typename T>
const T& Checked(const Value& value) {
  const T* found = value.As<T>();
  KEYWARD_CHECK(found != nullptr);
  return *found;
}

void WriteTimestamp(Timestamp time, ResponseText& out) {
  const int64_t milliseconds = time.time_since_epoch().count();
  const int64_t seconds = (milliseconds - (milliseconds < 0 ? 999 : 0)) / 1000;
  const int64_t rest = milliseconds - seconds * 1000;
  // Before 1970 the fraction counts back from the next second.
  const bool back = seconds < 0 && rest > 0;
  if (back && seconds == -1) out.push_back('-');
  AppendInteger(back ? seconds + 1 : seconds, out);
  const int64_t fraction = back ? 1000 - rest : rest;
  out.push_back('.');
  out.push_back(static_cast<char>('0' + fraction / 100));
  out.push_back(static_cast<char>('0' + fraction / 10 % 10));
  out.push_back(static_cast<char>('0' + fraction % 10));
}

void WriteBlob(const Value& value, ResponseText& out) {
  const auto* secret = value.As<crypto::SecretBytes>();
  const ByteView bytes = secret != nullptr ? secret->view() : ByteView(Checked<Bytes>(value));
  out.push_back('"');
  EncodeBase64(bytes, out.Extend(Base64Size(bytes.size())));
  out.push_back('"');
}

void WriteMap(const StringMap& map, ResponseText& out) {
  char before = '{';
  if (map.empty()) out.push_back('{');
  for (const auto& [key, text] : map) {
    out.push_back(before);
    AppendJsonString(key, out);
    out.push_back(':');
    AppendJsonString(text, out);
    before = ',';
  }
  out.push_back('}');
}

void WriteList(const Shape& element, const List& list, ResponseText& out) {
  char before = '[';
  if (list.empty()) out.push_back('[');
  for (const Value& value : list) {
    out.push_back(before);
    WriteValue(element, value, out);
    before = ',';
  }
  out.push_back(']');
}

void WriteValue(const Shape& shape, const Value& value, ResponseText& out) {
  switch (shape.type) {
    case ShapeType::kString: return AppendJsonString(Checked<std::string>(value), out);
    case ShapeType::kInteger: return AppendInteger(Checked<int64_t>(value), out);
    case ShapeType::kBoolean: out += Checked<bool>(value) ? "true" : "false"; return;
    case ShapeType::kTimestamp: return WriteTimestamp(Checked<Timestamp>(value), out);
    case ShapeType::kBlob: return WriteBlob(value, out);
    case ShapeType::kList:
      return WriteList(model::ShapeAt(shape.element), Checked<List>(value), out);
    case ShapeType::kMap: return WriteMap(Checked<StringMap>(value), out);
    case ShapeType::kStructure: return WriteStructure(shape, Checked<Document>(value), out);
  }
}

void WriteStructure(const Shape& shape, const Document& document, ResponseText& out) {
  size_t written = 0;
  out.push_back('{');
  for (const model::Member& member : model::MembersOf(shape)) {
    const Value* value = document.Find(member.name);
    if (value == nullptr) continue;
    if (written++ > 0) out.push_back(',');
    out.push_back('"');
    out += member.name;
    out += "\":";
    WriteValue(model::ShapeAt(member.shape), *value, out);
  }
  out.push_back('}');
  KEYWARD_CHECK(written == document.fields().size());
}

}  // namespace

ResponseText::ResponseText(ResponseText&& other) noexcept
    : text_(std::move(other.text_)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

ResponseText& ResponseText::operator=(ResponseText&& other) noexcept {
  if (this == &other) return *this;
  Wipe();
  text_ = std::move(other.text_);
  size_ = std::exchange(other.size_, 0);
  capacity_ = std::exchange(other.capacity_, 0);
  return *this;
}

void ResponseText::Wipe() {
  if (size_ > 0) crypto::Cleanse({reinterpret_cast<uint8_t*>(text_.get()), size_});
}

void ResponseText::clear() {
  Wipe();
  size_ = 0;
}

std::span<char> ResponseText::Extend(size_t size) {
  if (capacity_ - size_ < size) {
    const size_t capacity = std::max({kFirstCapacity, capacity_ * 2, size_ + size});
    auto grown = std::make_unique_for_overwrite<char[]>(capacity);
    if (size_ > 0) std::memcpy(grown.get(), text_.get(), size_);
    Wipe();
    text_ = std::move(grown);
    capacity_ = capacity;
  }
  const std::span<char> added(text_.get() + size_, size);
  size_ += size;
  return added;
}

void ResponseText::append(const char* text, size_t size) {
  if (size > 0) std::memcpy(Extend(size).data(), text, size);
}

ResponseText& ResponseText::operator+=(std::string_view text) {
  append(text.data(), text.size());
  return *this;
}

void WriteResponse(Operation operation, const Document& response, ResponseText& out) {
  const Shape* shape = model::OutputOf(operation);
  if (shape == nullptr) {
    KEYWARD_CHECK(response.fields().empty());
    return;
  }
  WriteStructure(*shape, response, out);
}

}  // namespace keyward::kms

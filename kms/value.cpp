#include "kms/value.h"

namespace keyward::kms {
namespace {

template <typename T>
const T* FindAs(const Document& document, std::string_view name) {
  const Value* value = document.Find(name);
  return value == nullptr ? nullptr : value->As<T>();
}

template <typename T>
std::optional<T> CopyAs(const Document& document, std::string_view name) {
  const T* value = FindAs<T>(document, name);
  return value == nullptr ? std::nullopt : std::optional<T>(*value);
}

}  // namespace

const Value* Document::Find(std::string_view name) const {
  for (const Field& field : fields_) {
    if (field.name == name) return &field.value;
  }
  return nullptr;
}

std::optional<std::string_view> Document::String(std::string_view name) const {
  const auto* text = FindAs<std::string>(*this, name);
  return text == nullptr ? std::nullopt : std::optional<std::string_view>(*text);
}

std::optional<int64_t> Document::Integer(std::string_view name) const {
  return CopyAs<int64_t>(*this, name);
}

std::optional<bool> Document::Boolean(std::string_view name) const {
  return CopyAs<bool>(*this, name);
}

std::optional<Timestamp> Document::Time(std::string_view name) const {
  return CopyAs<Timestamp>(*this, name);
}

const Bytes* Document::Blob(std::string_view name) const { return FindAs<Bytes>(*this, name); }

const crypto::SecretBytes* Document::Secret(std::string_view name) const {
  return FindAs<crypto::SecretBytes>(*this, name);
}

const List* Document::Elements(std::string_view name) const { return FindAs<List>(*this, name); }

const StringMap* Document::Map(std::string_view name) const {
  return FindAs<StringMap>(*this, name);
}

const Document* Document::Object(std::string_view name) const {
  return FindAs<Document>(*this, name);
}

void Document::Set(std::string_view name, Value value) {
  for (Field& field : fields_) {
    if (field.name != name) continue;
    field.value = std::move(value);
    return;
  }
  fields_.push_back(Field{name, std::move(value)});
}

}  // namespace keyward::kms

// Document: the members of one request or response object, typed by the API model.
//
// Flow      bytes --ReadRequest--> Document --Validate--> operation --> Document --WriteResponse--> bytes
// Promise   move-only; what the model calls secret is held in SecretBytes alone, never in a string.
// Limits    members are found by a linear search: the largest shape has 26.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "crypto/secret_bytes.h"

namespace keyward::kms {

class Value;
struct Field;

// Timestamp: an instant as the wire tells it, in milliseconds (K6.2).
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;
// List: the elements of a list member.
using List = std::vector<Value>;
// StringMap: an encryption context, in the order of the request; no key stands twice.
using StringMap = std::vector<std::pair<std::string, std::string>>;

// Document: see above.
class Document {
 public:
  Document();
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document();

  // Find is the value of the member of that wire name, or null when it is absent.
  const Value* Find(std::string_view name) const;
  bool Has(std::string_view name) const { return Find(name) != nullptr; }

  // Each of these is the member's value, or nothing when it is absent or of another type.
  std::optional<std::string_view> String(std::string_view name) const;
  std::optional<int64_t> Integer(std::string_view name) const;
  std::optional<bool> Boolean(std::string_view name) const;
  std::optional<Timestamp> Time(std::string_view name) const;
  const Bytes* Blob(std::string_view name) const;
  const crypto::SecretBytes* Secret(std::string_view name) const;
  const List* Elements(std::string_view name) const;
  const StringMap* Map(std::string_view name) const;
  const Document* Object(std::string_view name) const;

  // Set adds a member, or replaces the one of that name. `name` must outlive this: a literal, or a
  // name of the API model.
  void Set(std::string_view name, Value value);

  // fields are the members in the order in which they were set.
  std::span<const Field> fields() const;

 private:
  std::vector<Field> fields_;
};

// Value: one member's value, or one element of a list.
class Value {
 public:
  using Alternative = std::variant<bool, int64_t, Timestamp, std::string, Bytes,
                                   crypto::SecretBytes, List, StringMap, Document>;

  // The constructors convert, so that Document::Set takes plain values.
  Value(bool value) : alternative_(value) {}
  Value(int value) : alternative_(int64_t{value}) {}
  Value(int64_t value) : alternative_(value) {}
  Value(Timestamp value) : alternative_(value) {}
  Value(const char* value) : alternative_(std::string(value)) {}
  Value(std::string_view value) : alternative_(std::string(value)) {}
  Value(std::string value) : alternative_(std::move(value)) {}
  Value(Bytes value) : alternative_(std::move(value)) {}
  Value(crypto::SecretBytes value) : alternative_(std::move(value)) {}
  Value(List value) : alternative_(std::move(value)) {}
  Value(StringMap value) : alternative_(std::move(value)) {}
  Value(Document value) : alternative_(std::move(value)) {}

  // As is the value as a T of Alternative, or null when it is of another type.
  template <typename T>
  const T* As() const {
    return std::get_if<T>(&alternative_);
  }

 private:
  Alternative alternative_;
};

// Field: one member of a Document.
struct Field {
  std::string_view name;  // on the wire
  Value value;
};

inline Document::Document() = default;
inline Document::Document(Document&&) noexcept = default;
inline Document& Document::operator=(Document&&) noexcept = default;
inline Document::~Document() = default;
inline std::span<const Field> Document::fields() const { return fields_; }

}  // namespace keyward::kms

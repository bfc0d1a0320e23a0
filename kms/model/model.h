// The API model: the shapes of every operation's request and response, their members and limits.
//
// Flow      kms-api.json, amendments.json --tools/kms_model.py--> tables.inc --> reader, Validate,
//           response writer, audit
// Promise   constant tables; nothing is read or computed at start. Shapes do not contain themselves.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "kms/exception.h"
#include "kms/operation.h"

namespace keyward::kms::model {

enum class ShapeType : uint8_t {
  kString,
  kInteger,
  kBoolean,
  kTimestamp,
  kBlob,
  kList,
  kMap,  // of strings to strings: the only maps of the API are encryption contexts
  kStructure,
};

inline constexpr int32_t kNoMinimum = std::numeric_limits<int32_t>::min();
inline constexpr int32_t kNoMaximum = std::numeric_limits<int32_t>::max();
inline constexpr uint16_t kNoShape = std::numeric_limits<uint16_t>::max();

// Shape: one type of the API. `first` and `count` are the members of a structure or the values of an
// enum; `element` is the shape of a list's elements or a map's values.
struct Shape {
  std::string_view name;
  ShapeType type;
  bool sensitive;  // its value is never shown
  int32_t min;     // of a string's or list's length, a blob's size, a number
  int32_t max;
  std::string_view pattern;  // as the API states it; empty where there is none
  int16_t pattern_number;    // from 0, among all shapes with a pattern
  uint16_t first;
  uint16_t count;
  uint16_t element;
};

// Member: one member of a structure.
struct Member {
  std::string_view name;        // on the wire
  std::string_view lower_name;  // in validation messages (K6.10) and audit records
  uint16_t shape;
  bool required;
  bool secret;   // read into SecretBytes: sensitive shapes, EncryptedKeyMaterial
  bool unshown;  // in no message and no record (K8.8): what is secret, and grant tokens
};

// OperationShapes: one operation; `first_error` and `error_count` are the exceptions it declares.
struct OperationShapes {
  std::string_view name;
  uint16_t input;
  uint16_t output;  // kNoShape: the answer has an empty body (K6.3)
  uint16_t first_error;
  uint16_t error_count;
};

// InputOf is the shape of the operation's request.
const Shape& InputOf(Operation operation);
// OutputOf is the shape of its response, or null where the answer has no body.
const Shape* OutputOf(Operation operation);
// ErrorsOf is what the model declares (K6.51).
std::span<const Exception> ErrorsOf(Operation operation);

// ShapeAt follows an index of a Member or Shape.
const Shape& ShapeAt(uint16_t index);
// MembersOf is a structure's members in the model's order.
std::span<const Member> MembersOf(const Shape& shape);
// FindMember is the member of that wire name, or null.
const Member* FindMember(const Shape& shape, std::string_view name);
// EnumOf is the values of an enum, in the order of validation messages (K6.12); empty where any
// string is taken.
std::span<const std::string_view> EnumOf(const Shape& shape);

// AllShapes and PatternCount serve tables beside these and tests.
std::span<const Shape> AllShapes();
size_t PatternCount();

}  // namespace keyward::kms::model

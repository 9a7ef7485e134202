package main

import (
	"encoding/json"
	"math/rand"
	"reflect"
	"strconv"
	"time"

	eventsv1alpha1 "github.com/argoproj/argo-events/pkg/apis/events/v1alpha1"
	"github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Where no more messages are begun; a workflow has its templates at 3 and their containers at 4.
const deepest = 9

var texts = []string{
	"", "a", "default", "Ä \u2028 \U0001F30A", `"quoted" <&> \`, "line\nline", "\ufffd", "{{item.name}}", "true", "1e3",
}

type filler struct{ *rand.Rand }

func random(requested reflect.Type, seed int64) any {
	value := reflect.New(requested)
	filler{rand.New(rand.NewSource(seed))}.fill(value.Elem(), 0)
	return value.Interface()
}

func (f filler) fill(value reflect.Value, depth int) {
	if special := f.special(value.Type(), depth); special != nil {
		value.Set(reflect.ValueOf(special).Convert(value.Type()))
		return
	}
	switch value.Kind() {
	case reflect.Pointer:
		value.Set(reflect.New(value.Type().Elem()))
		f.fill(value.Elem(), depth)
	case reflect.Struct:
		f.fillFields(value, depth)
	case reflect.Slice:
		value.Set(reflect.MakeSlice(value.Type(), 1+f.Intn(2), 3))
		for i := range value.Len() {
			f.fill(value.Index(i), depth)
		}
	case reflect.Map:
		value.Set(reflect.MakeMap(value.Type()))
		for range 1 + f.Intn(2) {
			element := reflect.New(value.Type().Elem()).Elem()
			f.fill(element, depth)
			value.SetMapIndex(reflect.ValueOf(f.text()).Convert(value.Type().Key()), element)
		}
	case reflect.String:
		value.SetString(f.text())
	case reflect.Bool:
		value.SetBool(f.Intn(2) == 0)
	case reflect.Int, reflect.Int32, reflect.Int64:
		value.SetInt(f.number())
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		value.SetUint(uint64(f.number()))
	default:
		panic("nothing random for " + value.Type().String())
	}
}

// Every field of a request is given more often than not, and ever fewer of what lies deeper.
func (f filler) fillFields(value reflect.Value, depth int) {
	for i := range value.NumField() {
		field := value.Type().Field(i)
		if field.Tag.Get("protobuf") != "" && depth < deepest && f.Intn(100) < 90/(1+depth)+5 {
			f.fill(value.Field(i), depth+1)
		}
	}
}

func (f filler) special(goType reflect.Type, depth int) any {
	switch goType {
	case reflect.TypeFor[metav1.Time]():
		return metav1.Time{Time: time.Unix(f.Int63n(4e9)-1e9, 0)}
	case reflect.TypeFor[resource.Quantity]():
		return resource.MustParse([]string{"0", "500m", "1.5Gi", "-3", "1e3", "12E"}[f.Intn(6)])
	case reflect.TypeFor[intstr.IntOrString]():
		if f.Intn(2) == 0 {
			return intstr.FromString(f.text())
		}
		return intstr.FromInt32(int32(f.number()))
	case reflect.TypeFor[eventsv1alpha1.Int64OrString]():
		if f.Intn(2) == 0 {
			return eventsv1alpha1.FromString(f.text())
		}
		return eventsv1alpha1.FromInt64(f.number())
	case reflect.TypeFor[v1alpha1.Amount]():
		return v1alpha1.Amount{Value: json.Number(f.numeral())}
	case reflect.TypeFor[eventsv1alpha1.Amount]():
		return eventsv1alpha1.NewAmount(f.numeral())
	case reflect.TypeFor[v1alpha1.Item]():
		return v1alpha1.Item{Value: f.json(0)}
	case reflect.TypeFor[v1alpha1.Plugin]():
		return v1alpha1.Plugin{Object: v1alpha1.Object{Value: f.object(0)}}
	case reflect.TypeFor[v1alpha1.Object]():
		return v1alpha1.Object{Value: f.object(0)}
	case reflect.TypeFor[eventsv1alpha1.K8SResource]():
		return eventsv1alpha1.K8SResource{Value: f.object(0)}
	case reflect.TypeFor[runtime.RawExtension]():
		return runtime.RawExtension{Raw: f.object(0)}
	case reflect.TypeFor[metav1.FieldsV1]():
		return metav1.FieldsV1{Raw: f.object(0)}
	}
	return nil
}

func (f filler) text() string { return texts[f.Intn(len(texts))] }

func (f filler) number() int64 {
	return []int64{0, 1, -1, 127, 128, 300, 1 << 20, 1<<31 - 1, -1 << 31, 1 << 33, 1<<63 - 1, -1 << 63}[f.Intn(12)]
}

func (f filler) numeral() string {
	return []string{"0", "-1", "2.50", "1e5", "1E-7", "123456789012345678901234567890"}[f.Intn(6)]
}

func (f filler) json(depth int) json.RawMessage {
	switch f.Intn(6) {
	case 0:
		return json.RawMessage(f.numeral())
	case 1:
		return json.RawMessage([]string{"true", "false", "null", "[]"}[f.Intn(4)])
	case 2:
		if depth < 3 {
			return json.RawMessage("[" + string(f.json(depth+1)) + ", " + string(f.json(depth+1)) + "]")
		}
	case 3:
		if depth < 3 {
			return f.object(depth)
		}
	}
	return quoteText(f.text())
}

func (f filler) object(depth int) json.RawMessage {
	return json.RawMessage(`{"key ` + strconv.Itoa(depth) + `" : ` + string(f.json(depth+1)) + "}")
}

func quoteText(text string) json.RawMessage {
	quoted, err := json.Marshal(text)
	must(err)
	return quoted
}
